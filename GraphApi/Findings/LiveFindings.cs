using System.Diagnostics;
using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Findings;

/// <summary>
/// The findings of the live window: by the same rules as history's, over what the window holds, with what history knows of the days before. Worked out when somebody asks, at most every
/// ten seconds.
/// </summary>
internal sealed class LiveFindings(LiveWindow window, FindingHistory history, FindingOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(10);

    // What is known of the days before hardly changes.
    private static readonly TimeSpan MaxMemoryAge = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1);
    private FindingMemory? _memory;
    private (DateTimeOffset At, int Day) _remembered;
    private Result? _latest;

    public async Task<FindingsAnswer> FindAsync(FindingsQuery query, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await LatestAsync(cancellationToken);
        var matching = result.Findings.Where(finding =>
            (query.Account is null || finding.Account == query.Account) && query.Accounts?.Contains(finding.Account) != false && (query.Region is null || finding.Region == query.Region)
            && (query.Kind is null || finding.Kind == query.Kind) && finding.Last >= query.From && finding.First < query.To).ToList();
        var groups = FindingRanking.Grouped(matching);
        return new FindingsAnswer(
            result.Start, query.To < result.At ? query.To : result.At, [.. groups.Take(query.Limit)], groups.Count, matching.Count, result.Omitted, 0,
            new QueryPlan(["live"], result.Rows, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds));
    }

    public void Dispose() => _one.Dispose();

    private async Task<Result> LatestAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_latest is { } latest && time.GetUtcNow() - latest.At < MaxAge) return latest;
            return _latest = await Task.Run(() => Look(cancellationToken), cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    private Result Look(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var day = (int)(now - DateTimeOffset.UnixEpoch).TotalDays;
        var memory = Memory(now, day, cancellationToken);
        using var reading = window.Read();
        var scan = new LiveScan(reading, new LiveMatch(new GraphQuery { Mode = GraphMode.All, From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.MaxValue }));
        var sums = new LiveSums(options);
        scan.Run(sums, cancellationToken);
        var probes = new LiveProbes(sums, options);
        scan.Run(probes, cancellationToken);

        var scans = probes.ToFacts().Select(facts => ScanRule.Judge(facts, options)).OfType<FindingDraft>().ToList();
        var scanners = scans.Select(draft => (draft.Account, draft.Region!, draft.Condition!.Sources[0])).ToHashSet();
        List<FindingDraft> drafts = [.. scans, .. sums.ToDrafts(memory, scanners)];
        var kept = drafts.OrderByDescending(draft => draft.Severity).ThenByDescending(draft => draft.Magnitude)
            .ThenBy(draft => draft.Account + draft.Region + draft.Subject, StringComparer.Ordinal).Take(options.KeptOfKind).ToList();
        var evidence = new LiveEvidence(kept);
        if (kept.Count > 0) scan.Run(evidence, cancellationToken);
        return new Result(
            now, reading.Start, [.. kept.Select((draft, i) => draft.ToFinding(day, "live", null, evidence.Counts[i], memory.IsNew(draft.Kind, draft.Group)))], drafts.Count - kept.Count, sums.Entries);
    }

    private FindingMemory Memory(DateTimeOffset now, int day, CancellationToken cancellationToken)
    {
        if (_memory is { } memory && _remembered.Day == day && now - _remembered.At < MaxMemoryAge) return memory;
        (_memory, _remembered) = (history.Memory(day, cancellationToken), (now, day));
        return _memory;
    }

    /// <param name="Rows">Entries of the window.</param>
    private sealed record Result(DateTimeOffset At, DateTimeOffset Start, IReadOnlyList<Finding> Findings, long Omitted, long Rows);
}
