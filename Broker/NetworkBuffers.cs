using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace FlowOptics.Broker;

/// <summary>
/// Larger blocks for Kestrel's sockets than its own of 4 KiB: a batch of flows is up to 128 KiB, and each block is a system call and a seam to copy
/// over. A connection that is silent holds none.
/// </summary>
internal sealed class NetworkBuffers : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    private const int BlockSize = 64 * 1024;

    /// <summary>How many blocks are kept for the next burst: 16 MiB.</summary>
    private const int MaxKept = 256;

    private readonly ConcurrentQueue<Block> _kept = new();

    public override int MaxBufferSize => BlockSize;

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
        return _kept.TryDequeue(out var block) ? block : new Block(this);
    }

    // Shared by all of Kestrel's connections for as long as the process runs.
    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Block(NetworkBuffers pool) : IMemoryOwner<byte>
    {
        /// <summary>Pinned: the socket writes into it while the garbage collector works.</summary>
        private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(BlockSize, pinned: true);

        public Memory<byte> Memory => _bytes;

        public void Dispose()
        {
            if (pool._kept.Count < MaxKept) pool._kept.Enqueue(this);
        }
    }
}
