using System.Text.Json;
using FlowOptics.Lake.Tests.Reference;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.Lake.Tests.Store.Retention;

/// <summary>A lake that imports, seals, expires and is opened again, beside a plain list of the objects that the bucket has.</summary>
internal sealed class RetentionWorld : IDisposable
{
    private const int Hours = 10 * 24;

    // Midnight.
    private const long Start = FlowRecords.Epoch / SealedSpans.DayLength * SealedSpans.DayLength;

    private readonly Random _random;
    private readonly TemporaryFolder _folder = new();
    private readonly FlowRecord[] _records;
    private readonly Dictionary<string, (ObjectInfo Info, string ETag, FlowRecord[] Records)> _bucket = new(StringComparer.Ordinal);
    private LakeWriter _writer;
    private LakeSealer _sealer;
    private LakeExpiry _expiry;

    public RetentionWorld(int seed, RetentionRules rules)
    {
        _random = new Random(seed);
        _records = FlowRecords.Arbitrary.Generator.Where(records => records.Length > 0).Sample(1).Single();
        (Lake, _writer, _sealer, _expiry) = Open(rules);
    }

    public FixedTime Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(Start).AddHours(Hours));

    public LakeDatabase Lake { get; private set; }

    /// <summary>Something that may happen.</summary>
    public void Step()
    {
        switch (_random.Next(10))
        {
            case < 4:
                Put();
                Import();
                break;
            case 4:
                Time.Now += TimeSpan.FromHours(_random.Next(1, 30));
                break;
            case < 7:
                _expiry.Step(_writer, CancellationToken.None);
                break;
            case 7:
                Reopen(Lake.Retention.Rules);
                break;
            default:
                for (var i = _random.Next(5); i >= 0; i--) _sealer.Step(importing: false, CancellationToken.None);
                break;
        }
    }

    /// <summary>As after a kill: nothing but the file is left.</summary>
    public void Reopen(RetentionRules rules)
    {
        _writer.Dispose();
        Lake.Dispose();
        (Lake, _writer, _sealer, _expiry) = Open(rules);
    }

    /// <summary>What the pipeline does with what a listing finds, the newest first; some of it is given up.</summary>
    public void Import(bool all = false)
    {
        foreach (var (info, etag, records) in _bucket.Values.OrderByDescending(item => item.Info.LastModified))
        {
            if (Lake.Has(info) || Lake.Retention.LeavesOut(info) || !_writer.Begin(info, etag)) continue;
            var batches = FlowRecords.ToBatches(records, info.Key, etag);
            var isLeftOut = batches.Count > 0 && batches.All(batch => Lake.Retention.LeavesOut(batch.Flows)) && _random.Next(4) > 0;
            foreach (var batch in batches)
            {
                if (isLeftOut) _writer.LeaveOut(batch);
                else _writer.Append(batch);
            }

            _writer.End(new LedgerEntry(info, etag, isLeftOut ? LedgerState.Expired : LedgerState.Imported, records.Length, 0, 1, 0, null, DateTimeOffset.UnixEpoch));
            if (all || _random.Next(3) == 0) _writer.Commit();
            else if (_random.Next(6) == 0) _writer.Rollback();
        }

        _writer.Commit();
    }

    public void Settle()
    {
        Time.Now += TimeSpan.FromMinutes(2);
        Import(all: true);
        while (_expiry.Step(_writer, CancellationToken.None)) continue;
        while (_sealer.Step(importing: false, CancellationToken.None)) continue;
    }

    /// <summary>Compares with a lake that only ever had the objects that are to be held.</summary>
    public void AssertHoldsWhatItShould()
    {
        using var folder = new TemporaryFolder();
        using var lake = Lakes.Open(folder.Path, time: Time);
        using var writer = new LakeWriter(lake);
        var held = _bucket.Values.Where(item => Age(item.Info, item.Records) >= Lake.Retention.Cutoff).ToList();
        foreach (var (info, etag, records) in held)
        {
            writer.Begin(info, etag);
            foreach (var batch in FlowRecords.ToBatches(records, info.Key, etag)) writer.Append(batch);
            writer.End(new LedgerEntry(info, etag, LedgerState.Imported, records.Length, 0, 1, 0, null, DateTimeOffset.UnixEpoch));
        }

        writer.Commit();
        Assert.Equal(Answers(lake), Answers(Lake));
        Assert.Equal(JsonSerializer.Serialize(lake.Summary), JsonSerializer.Serialize(Lake.Summary with { Expired = 0 }));
        Assert.All(held, item => Assert.True(Lake.Has(item.Info)));
        Assert.All(_bucket.Values, item => Assert.True(Lake.Has(item.Info) || Lake.Retention.LeavesOut(item.Info), "an object would be imported again"));
        RollUpCheck.AssertExact(Lake);
    }

    public void Dispose()
    {
        _writer.Dispose();
        Lake.Dispose();
        _folder.Dispose();
    }

    private static long Age(ObjectInfo info, FlowRecord[] records) => records.Length > 0 ? records.Max(record => record.Start) : info.LastModified.ToUnixTimeSeconds();

    // A new object, or another content under an old key.
    private void Put()
    {
        var hour = _random.Next(Hours);
        var key = $"{_random.Next(30)}";
        var records = Enumerable.Range(0, _random.Next(0, 40)).Select(i => _records[i % _records.Length])
            .Select(record => (Record: record, Start: Start + ((hour + _random.Next(3)) * 3600L) + _random.Next(3600)))
            .Select(item => item.Record with { Start = item.Start, End = item.Start + 60 }).ToArray();
        // Its arrival says nothing of its records' time: logs may be copied.
        var info = Lakes.Info(key, size: _random.Next(1, int.MaxValue)) with { LastModified = DateTimeOffset.FromUnixTimeSeconds(Start).AddHours(_random.Next(Hours)) };
        _bucket[key] = (info, $"etag {info.Size}", records);
    }

    private (LakeDatabase Lake, LakeWriter Writer, LakeSealer Sealer, LakeExpiry Expiry) Open(RetentionRules rules)
    {
        var lake = Lakes.Open(_folder.Path, time: Time, retention: rules);
        return (lake, new LakeWriter(lake), new LakeSealer(lake, new SealRules(), NullLogger.Instance), new LakeExpiry(lake));
    }

    private static string Answers(LakeDatabase lake)
    {
        var store = new DuckDbFlowStore(lake);
        var (from, to) = (DateTimeOffset.FromUnixTimeSeconds(Start), DateTimeOffset.FromUnixTimeSeconds(Start).AddDays(40));
        var records = store.FlowsAsync(new FlowsQuery { From = from, To = to, Limit = 100_000 }, null, CancellationToken.None).GetAwaiter().GetResult();
        return string.Join('\n', [
            Json(store.GraphAsync(new GraphQuery { Mode = GraphMode.All, From = from, To = to }, null, CancellationToken.None).GetAwaiter().GetResult() with { Plan = null }),
            Json(store.GraphAsync(new GraphQuery { Mode = GraphMode.All, From = from.AddDays(3), To = to, Group = GraphGroup.Vpc }, null, CancellationToken.None).GetAwaiter().GetResult() with { Plan = null }),
            Json(store.GeoAsync(new GeoQuery { From = from, To = to }, null, CancellationToken.None).GetAwaiter().GetResult() with { Plan = null }),
            .. Rows(records)]);
    }

    // Columns that no record has may be there or not.
    private static IEnumerable<string> Rows(FlowsAnswer answer) => answer.Rows
        .Select(row => Json(answer.Columns.Zip(row).Where(field => field.Second is not null).OrderBy(field => field.First, StringComparer.Ordinal).Select(field => $"{field.First}={field.Second}")))
        .Order(StringComparer.Ordinal);

    private static string Json<T>(T answer) => JsonSerializer.Serialize(answer, JsonSerializerOptions.Web);
}
