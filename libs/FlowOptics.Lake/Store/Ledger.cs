using System.Security.Cryptography;
using System.Text;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// Which objects the lake has, held in memory: some 60 bytes an object, since a bucket has many and each listing asks for all. Thread-safe.
/// </summary>
internal sealed class Ledger
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, Known> _known = [];
    private int _lastId;

    public readonly record struct Known(int Id, long Size, long LastModified, UInt128 ETag);

    public int Count
    {
        get
        {
            lock (_lock) return _known.Count;
        }
    }

    public void Load(DuckDbConnection connection)
    {
        lock (_lock)
        {
            _known.Clear();
            // Findings know their days' objects by number: one of an object that was forgotten is not given again.
            using (var last = connection.Query("SELECT coalesce(max(object), 0) FROM finding_days")) _lastId = (int)last.ToRows()[0][0]!;
            using var result = connection.Query("SELECT id, key, etag, size, last_modified FROM ledger");
            foreach (var chunk in result.Chunks())
            {
                var ids = chunk.Column<int>(0);
                var sizes = chunk.Column<long>(3);
                var times = chunk.Column<long>(4);
                for (var row = 0; row < chunk.RowCount; row++)
                {
                    _known[Hash(chunk.Utf8(1, row))] = new Known(ids[row], sizes[row], times[row], Hash(chunk.Utf8(2, row)));
                    _lastId = Math.Max(_lastId, ids[row]);
                }
            }
        }
    }

    /// <summary>True where a listed object is one that the lake has as it is. Time and size stand for the etag, which a listing does not have.</summary>
    public bool Has(ObjectInfo info)
    {
        lock (_lock) return _known.TryGetValue(Hash(info.Key), out var known) && known.Size == info.Size && known.LastModified == TimeOf(info);
    }

    public Known? Find(string key)
    {
        lock (_lock) return _known.TryGetValue(Hash(key), out var known) ? known : null;
    }

    public int NextId()
    {
        lock (_lock) return ++_lastId;
    }

    public void Set(int id, LedgerEntry entry)
    {
        lock (_lock) _known[Hash(entry.Info.Key)] = new Known(id, entry.Info.Size, TimeOf(entry.Info), Hash(entry.ETag));
    }

    public void Touch(Known known, ObjectInfo info)
    {
        lock (_lock) _known[Hash(info.Key)] = known with { Size = info.Size, LastModified = TimeOf(info) };
    }

    public static bool Matches(Known known, string etag) => known.ETag == Hash(etag);

    /// <summary>Microseconds since 1970: what file systems and S3 give is no finer, and it survives the way through the lake.</summary>
    public static long TimeOf(ObjectInfo info) => (info.LastModified.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset TimeFrom(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    private static UInt128 Hash(string text)
    {
        Span<byte> buffer = stackalloc byte[512];
        return Encoding.UTF8.TryGetBytes(text, buffer, out var written) ? Hash(buffer[..written]) : Hash(Encoding.UTF8.GetBytes(text));
    }

    private static UInt128 Hash(ReadOnlySpan<byte> utf8)
    {
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(utf8, digest);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
