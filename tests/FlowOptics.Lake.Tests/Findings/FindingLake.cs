using FlowOptics.Flows;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.Lake.Tests.Findings;

/// <summary>A lake of made-up records, looked at.</summary>
internal sealed class FindingLake : IDisposable
{
    private static readonly FindingsQuery Everything = new() { From = DateTimeOffset.UnixEpoch, To = Traffics.Midnight.AddYears(10), Limit = 1000 };

    private readonly TemporaryFolder _folder = new();
    private int _objects;

    public FindingLake(FindingOptions? options = null)
    {
        Lake = Lakes.Open(_folder.Path);
        History = new FindingHistory(Lake, options ?? new FindingOptions());
    }

    public LakeDatabase Lake { get; }

    public FindingHistory History { get; }

    public FindingLake Import(IEnumerable<FlowRecord> records, long skipData = 0, string? key = null)
    {
        using var writer = new LakeWriter(Lake);
        foreach (var part in records.OrderBy(record => record.Start).Chunk(10_000).DefaultIfEmpty([]))
        {
            var info = Lakes.Info(key ?? $"AWSLogs/{Traffics.Account}/vpcflowlogs/{Traffics.Region}/{_objects++}");
            Assert.True(writer.Begin(info, "etag"));
            foreach (var batch in FlowRecords.ToBatches(part, info.Key, "etag", 4096)) writer.Append(batch);
            writer.End(new LedgerEntry(info, "etag", LedgerState.Imported, part.Length, 0, 0, skipData, null, DateTimeOffset.UnixEpoch));
        }

        writer.Commit();
        return this;
    }

    /// <summary>Looks at all days that need it.</summary>
    public IReadOnlyList<Finding> Find(FindingsQuery? query = null)
    {
        LookAtAll();
        var findings = History.FindAsync(query ?? Everything, CancellationToken.None).GetAwaiter().GetResult().Findings;
        foreach (var finding in findings.Where(finding => finding.Evidence.Endpoint == "graph")) Assert.Equal(Answer(finding.Evidence), finding.Traffic);
        return findings;
    }

    public Finding Single(FindingKind kind) => Assert.Single(Find(), finding => finding.Kind == kind);

    public void None(FindingKind kind) => Assert.DoesNotContain(Find(), finding => finding.Kind == kind);

    public void Dispose()
    {
        Lake.Dispose();
        _folder.Dispose();
    }

    // What the page is shown when somebody follows a finding.
    private Traffic Answer(FindingEvidence evidence) => new DuckDbFlowStore(Lake).AggregateAsync(
        new AggregateQuery { By = [], Account = evidence.Account, Region = evidence.Region, From = evidence.From!.Value, To = evidence.To!.Value, Filter = FlowFilter.Parse(evidence.Filter) },
        null,
        CancellationToken.None).GetAwaiter().GetResult().Total.Total;

    private void LookAtAll()
    {
        History.Refresh(CancellationToken.None);
        while (History.DirtyDays.Count > 0) History.LookAt(History.DirtyDays.First(), CancellationToken.None);
    }
}
