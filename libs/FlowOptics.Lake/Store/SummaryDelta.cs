using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>What an open transaction will add to the lake's summary.</summary>
internal sealed class SummaryDelta
{
    private readonly Dictionary<(string Account, string Region), long> _records = [];
    private long _objects;
    private long _expired;
    private long _noData;
    private long _skipData;
    private long _rejected;
    private long _first = long.MaxValue;
    private long _last = long.MinValue;
    private DateTimeOffset? _newest;

    /// <summary>The earliest record's start in Unix seconds; <see cref="long.MaxValue"/>: there is none.</summary>
    public long First => _first;

    public void Add(FlowBatch batch)
    {
        if (batch.AccountFromPath && batch.RegionFromPath) Count(batch.Account, batch.Region, batch.Count);
        else for (var record = 0; record < batch.Count; record++) Count(batch.AccountOf(record), batch.RegionOf(record), 1);
        foreach (var start in batch.Start.AsSpan(0, batch.Count))
        {
            _first = Math.Min(_first, start);
            _last = Math.Max(_last, start);
        }
    }

    public void Add(LedgerEntry entry)
    {
        if (entry.State == LedgerState.Expired)
        {
            _expired++;
            return;
        }

        _objects++;
        _noData += entry.NoData;
        _skipData += entry.SkipData;
        _rejected += entry.Rejected;
        if (_newest is null || entry.Info.LastModified > _newest) _newest = entry.Info.LastModified;
    }

    public LakeSummary AddTo(LakeSummary summary)
    {
        var scopes = summary.Scopes.ToDictionary(scope => (scope.Account, scope.Region), scope => scope.Records);
        foreach (var (scope, records) in _records) scopes[scope] = scopes.GetValueOrDefault(scope) + records;
        return new LakeSummary
        {
            Scopes = LakeSummary.Ordered(scopes),
            Objects = summary.Objects + _objects,
            Expired = summary.Expired + _expired,
            Records = summary.Records + _records.Values.Sum(),
            NoData = summary.NoData + _noData,
            SkipData = summary.SkipData + _skipData,
            Rejected = summary.Rejected + _rejected,
            First = Extreme(summary.First, _first == long.MaxValue ? null : DateTimeOffset.FromUnixTimeSeconds(_first), earlier: true),
            Last = Extreme(summary.Last, _last == long.MinValue ? null : DateTimeOffset.FromUnixTimeSeconds(_last), earlier: false),
            Newest = Extreme(summary.Newest, _newest, earlier: false),
        };
    }

    public void Clear()
    {
        _records.Clear();
        (_objects, _expired, _noData, _skipData, _rejected) = (0, 0, 0, 0, 0);
        (_first, _last, _newest) = (long.MaxValue, long.MinValue, null);
    }

    private static DateTimeOffset? Extreme(DateTimeOffset? left, DateTimeOffset? right, bool earlier) =>
        left is null ? right : right is null ? left : (left < right) == earlier ? left : right;

    private void Count(string account, string region, long records) =>
        _records[(account, region)] = _records.GetValueOrDefault((account, region)) + records;
}
