using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// All that arrived within a few seconds, with its own numbers for places, networks, interfaces, scopes and IPv6 addresses: with the bucket they go, so
/// nothing of what was once seen stays. <see cref="Lock"/> guards the table; the numbers may be read beside the writer.
/// </summary>
internal sealed class LiveBucket(long slot, LiveMemory memory)
{
    // The objects themselves and their first arrays; and of an IPv6 address or a scope with its part of a table.
    private const int OwnBytes = 1024;
    private const int NumberedBytes = 64;

    private readonly LiveTable _table = new(memory);
    private int _readers;
    private bool _isDropped;

    public Lock Lock { get; } = new();

    /// <summary>Which: arrival time divided by the buckets' length.</summary>
    public long Slot { get; } = slot;

    public Traffic Total { get; private set; }

    /// <summary>The objects whose records are here.</summary>
    public List<(string Key, string ETag)> Objects { get; } = [];

    /// <summary>Encoded as in flows.proto.</summary>
    public ByteNumbers Places { get; } = new();

    /// <summary>Encoded as in flows.proto.</summary>
    public ByteNumbers Networks { get; } = new();

    /// <summary>UTF-8.</summary>
    public ByteNumbers Interfaces { get; } = new();

    public Numbering<(string Account, string Region)> Scopes { get; } = new(("", ""));

    /// <summary>All but IPv4.</summary>
    public Numbering<Address> Addresses { get; } = new(default);

    public long AllocatedBytes =>
        OwnBytes + _table.AllocatedBytes + Places.AllocatedBytes + Networks.AllocatedBytes + Interfaces.AllocatedBytes + ((long)(Scopes.Count + Addresses.Count) * NumberedBytes);

    /// <summary>Beyond what 16 bits number, a scope is not told any more.</summary>
    public int ScopeOf(string account, string region) => Scopes.Of((account, region)) is var scope and < LiveEntry.MaxScopes ? scope : 0;

    public void Add(LiveBatch batch, LiveKeys keys, int from, int to)
    {
        lock (Lock)
        {
            keys.Make(batch, this, from, to);
            _table.Add(keys, batch, from, to);
            long packets = 0, bytes = 0;
            for (var i = from; i < to; i++)
            {
                packets += batch.Packets[i];
                bytes += batch.Bytes[i];
            }

            Total += new Traffic(to - from, packets, bytes);
        }
    }

    /// <summary>The address of an entry's end.</summary>
    public Address AddressOf(uint end, bool isWide) => isWide ? Addresses[(int)end] : Address.FromIPv4(end);

    /// <summary>Made anew each time: few are ever asked for.</summary>
    public Place PlaceOf(int number) => number == 0 ? Place.None : PlaceWire.DecodePlace(new WireReader(Places[number]), null);

    public Network NetworkOf(int number) => number == 0 ? Network.None : PlaceWire.DecodeNetwork(new WireReader(Networks[number]), null);

    /// <summary>Keeps the bucket's memory until <see cref="EndRead"/>.</summary>
    public void BeginRead()
    {
        lock (Lock) _readers++;
    }

    public void EndRead()
    {
        lock (Lock)
        {
            if (--_readers == 0 && _isDropped) _table.Release();
        }
    }

    /// <summary>Copies a chunk of the entries, 0 where there is none: short enough to hold the writer back by no more than a few microseconds.</summary>
    public int Read(int chunk, LiveEntry[] target)
    {
        lock (Lock) return chunk < _table.Chunks ? _table.CopyChunk(chunk, target) : 0;
    }

    /// <summary>The window has let go of it.</summary>
    public void Drop()
    {
        lock (Lock)
        {
            _isDropped = true;
            if (_readers == 0) _table.Release();
        }
    }
}
