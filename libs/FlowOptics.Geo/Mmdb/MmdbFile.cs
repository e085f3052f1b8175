using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using FlowOptics.Flows;

namespace FlowOptics.Geo.Mmdb;

/// <summary>
/// A MaxMind DB, read into memory: from an address to the offset of its record in the data section. Any bytes are survived: a file that does not
/// fit the format is refused when opened, and a damaged record when it is reached. Thread-safe. It is not mapped: a mapped file that somebody writes over in
/// place can be cut short under a look-up, and that would end the process.
/// </summary>
/// <remarks>https://maxmind.github.io/MaxMind-DB/, format 2.0.</remarks>
internal sealed unsafe class MmdbFile : IDisposable
{
    /// <summary>No record: nothing is known of the address.</summary>
    public const int NotFound = -1;

    // Sixteen zero bytes stand between the search tree and the data section.
    private const int Separator = 16;

    // Owns the memory below.
    private readonly byte[] _bytes;
    private readonly byte* _tree;
    private readonly byte* _data;
    private readonly int _dataLength;
    private readonly uint _nodeCount;
    private readonly int _recordSize;
    private readonly uint _ipv4Node;

    // What sixteen steps from _ipv4Node lead to, by the address's first sixteen bits, plus one; 0 where nobody has asked yet. Filled on demand, so
    // that opening a file reads no more than its ends. Two threads that fill the same element write the same value.
    private readonly uint[] _ipv4Start = new uint[65_536];

    private volatile bool _disposed;

    private MmdbFile(string path, byte[] bytes)
    {
        Path = path;
        _bytes = bytes;
        var start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(bytes));
        var length = bytes.Length;
        Metadata = MmdbMetadata.Read(new ReadOnlySpan<byte>(start, length), out var end);
        _nodeCount = Metadata.NodeCount;
        _recordSize = Metadata.RecordSize;
        if (_recordSize is not (24 or 28 or 32)) throw new InvalidDataException($"its record size {_recordSize} is none of 24, 28, 32");
        if (Metadata.IPVersion is not (4 or 6)) throw new InvalidDataException($"its ip_version {Metadata.IPVersion} is neither 4 nor 6");
        var treeLength = (long)_nodeCount * _recordSize / 4;
        if (treeLength + Separator > end)
            throw new InvalidDataException($"its search tree of {_nodeCount} nodes needs {treeLength + Separator} bytes, and {end} are there: its end is missing, or its metadata is damaged");
        _tree = start;
        _data = start + treeLength + Separator;
        _dataLength = (int)(end - treeLength - Separator);
        _ipv4Node = Metadata.IPVersion == 4 ? 0 : Walk(Walk(0, 0, 64), 0, 32);
    }

    public string Path { get; }

    public MmdbMetadata Metadata { get; }

    public ReadOnlySpan<byte> Data => new(_data, _dataLength);

    /// <exception cref="GeoDatabaseException">It is missing, cannot be read, or is no MaxMind DB.</exception>
    public static MmdbFile Open(string path)
    {
        try
        {
            return new MmdbFile(path, FileBytes.Read(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new GeoDatabaseException($"geo database '{path}' cannot be used: {fault.Message}", fault);
        }
    }

    /// <summary>The offset of an address's record in <see cref="Data"/>, or <see cref="NotFound"/>.</summary>
    /// <exception cref="InvalidDataException">The search tree is damaged on the way to it.</exception>
    public int Find(Address address)
    {
        if (address.IsIPv4) return FindIPv4(address.IPv4Value);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Metadata.IPVersion == 4) return NotFound;
        var record = Walk(Walk(0, address.High, 64), address.Low, 64);
        GC.KeepAlive(_bytes);
        return Offset(record);
    }

    /// <summary>As <see cref="Find"/>, for an IPv4 address in host order.</summary>
    public int FindIPv4(uint address)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ref var known = ref _ipv4Start[address >> 16];
        var start = known - 1;
        if (start == uint.MaxValue)
        {
            start = Walk(_ipv4Node, (ulong)address << 32, 16);
            known = start + 1;
        }

        var record = Walk(start, (ulong)address << 48, 16);
        GC.KeepAlive(_bytes);
        return Offset(record);
    }

    /// <summary>The node that IPv4 addresses start from: the root, or the one below 96 zero bits.</summary>
    public uint IPv4Node => _ipv4Node;

    public bool IsNode(uint record) => record < _nodeCount;

    /// <summary>A node's record for the next bit: another node, or what <see cref="Offset"/> understands.</summary>
    public uint Next(uint node, bool bit)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(node, _nodeCount);
        var record = Walk(node, bit ? 1UL << 63 : 0, 1);
        GC.KeepAlive(_bytes);
        return record;
    }

    /// <summary>Where in <see cref="Data"/> a record of the tree points to.</summary>
    /// <exception cref="InvalidDataException">It is a node (the address has no bits left), or leads outside of the data section.</exception>
    public int Offset(uint record)
    {
        if (record == _nodeCount) return NotFound;
        var offset = (long)record - _nodeCount - Separator;
        if (offset >= 0 && offset < _dataLength) return (int)offset;
        throw new InvalidDataException(record < _nodeCount
            ? $"the search tree is deeper than an address has bits (node {record})"
            : $"a record of the search tree leads to offset {offset} of a data section of {_dataLength} bytes");
    }

    /// <summary>Later look-ups throw. The memory goes with the last reference to this object: a look-up on another thread may still be reading it.</summary>
    public void Dispose() => _disposed = true;

    // Follows up to `count` bits, highest first, and stops early where a record is no node. Every node read is below _nodeCount, and the constructor
    // has checked that so many fit into the file.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Walk(uint record, ulong bits, int count)
    {
        var nodes = _nodeCount;
        switch (_recordSize)
        {
            case 24:
                for (; count > 0 && record < nodes; count--, bits <<= 1)
                {
                    // Six bytes: the right record's upper byte is the fourth.
                    var at = _tree + ((ulong)record * 6);
                    record = (long)bits < 0 ? BigEndian(at + 2) & 0xFF_FFFF : BigEndian(at) >> 8;
                }

                break;
            case 28:
                for (; count > 0 && record < nodes; count--, bits <<= 1)
                {
                    // Seven bytes: the fourth holds the upper four bits of the left record, then those of the right one.
                    var at = _tree + ((ulong)record * 7);
                    var left = BigEndian(at);
                    record = (long)bits < 0 ? BigEndian(at + 3) & 0xFFF_FFFF : (left >> 8) | ((left & 0xF0) << 20);
                }

                break;
            default:
                for (; count > 0 && record < nodes; count--, bits <<= 1)
                    record = BigEndian(_tree + ((ulong)record * 8) + ((bits >> 63) * 4));
                break;
        }

        return record;
    }

    private static uint BigEndian(byte* at) => BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<uint>(at));
}
