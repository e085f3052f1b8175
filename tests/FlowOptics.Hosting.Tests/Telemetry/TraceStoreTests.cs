using Aspire.Hosting.Telemetry.Resources;
using Aspire.Hosting.Telemetry.Traces;
using Aspire.Hosting.Telemetry.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Aspire.Hosting.Tests.Telemetry;

/// <summary>Held to lists that are cut by the plain words of the rule.</summary>
public sealed class TraceStoreTests
{
    private const int MostPerResource = 3;

    private readonly TelemetryResource[] _resources = [.. Enumerable.Range(0, 2).Select(i => new TelemetryResource($"r{i}", $"r{i}", instance: null))];
    private readonly TelemetryScope _scope = new("Source", []);

    [Fact]
    public void Keeps_the_newest_traces_of_each_resource_with_each_span_once() => Prop.ForAll(Spans().ToArbitrary(), batches =>
    {
        var store = new TraceStore(MostPerResource);
        var reference = new List<(int Trace, int Owner, List<int> Spans)>();
        foreach (var batch in batches)
        {
            store.Add([.. batch.Select(span => Span(span.Trace, span.Id, _resources[span.Resource]))]);
            foreach (var (trace, id, resource) in batch)
            {
                var known = reference.FindIndex(kept => kept.Trace == trace);
                if (known < 0)
                {
                    reference.Add((trace, resource, [id]));
                    var ofOwner = reference.Where(kept => kept.Owner == resource).ToList();
                    if (ofOwner.Count > MostPerResource) reference.Remove(ofOwner[0]);
                }
                else if (!reference[known].Spans.Contains(id))
                {
                    reference[known].Spans.Add(id);
                }
            }
        }

        var expected = reference.Select(kept => (Id(kept.Trace), string.Join(",", kept.Spans.Select(id => Ids.Span(OtlpMessages.SpanId(id)))))).Order();
        var kept = store.After(0).Select(trace => (trace.Id, string.Join(",", trace.Spans.ToArray().Select(span => span.Id)))).Order();
        Assert.Equal(expected, kept);
        Assert.Equal(store.After(0).Sum(trace => Trace.Overhead + trace.Spans.ToArray().Sum(span => (long)span.Bytes)), store.Bytes);
        Assert.All(_resources, resource => Assert.Equal(
            store.After(0).Sum(trace => trace.Spans.ToArray().Count(span => span.Resource == resource)), store.SpansOf(resource)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_trace_keeps_five_thousand_spans_and_counts_the_rest()
    {
        var store = new TraceStore();

        store.Add([.. Enumerable.Range(0, Trace.MostSpans + 7).Select(i => Span(1, i, _resources[0]))]);

        var trace = store.Find(Id(1))!.Value;
        Assert.Equal((Trace.MostSpans, 7), (trace.Spans.Length, trace.Dropped));
    }

    [Fact]
    public void What_is_over_in_bytes_goes_from_whoever_has_most()
    {
        var store = new TraceStore(mostBytes: 2_000);
        store.Add([Span(1, 1, _resources[0])]);

        for (var i = 2; i < 30; i++) store.Add([Span(i, i, _resources[1])]);

        Assert.NotNull(store.Find(Id(1)));
        Assert.NotNull(store.Find(Id(29)));
        Assert.Null(store.Find(Id(2)));
        Assert.InRange(store.Bytes, 1, 2_000);
    }

    [Fact]
    public void A_view_does_not_change_and_a_change_is_told_by_its_number()
    {
        var store = new TraceStore();
        store.Add([Span(1, 1, _resources[0])]);
        store.Add([Span(2, 1, _resources[0])]);
        var (view, version) = (store.Find(Id(1))!.Value, store.Version);

        store.Add([.. Enumerable.Range(2, 100).Select(i => Span(1, i, _resources[1]))]);

        Assert.Equal(1, view.Spans.Length);
        Assert.Equal(Id(1), Assert.Single(store.After(version)).Id);
        Assert.Equal(101, store.After(version)[0].Spans.Length);
    }

    [Fact]
    public void A_summary_names_the_root_and_knows_whether_all_have_come()
    {
        var store = new TraceStore();
        store.Add([Span(1, 3, _resources[1], parent: 2, start: 50, end: 60, isError: true)]);
        var alone = new TraceSummary(store.Find(Id(1))!.Value);
        store.Add([Span(1, 2, _resources[0], parent: 1, start: 20, end: 90), Span(1, 1, _resources[0], start: 30, end: 70)]);
        var whole = new TraceSummary(store.Find(Id(1))!.Value);

        Assert.Equal(("span 3", false), (alone.Name, alone.IsComplete));
        Assert.Equal(("span 1", true, 1), (whole.Name, whole.IsComplete, whole.Errors));
        Assert.Equal((20, 90), (whole.Start, whole.End));
        Assert.Equal([("r0", 2, 0), ("r1", 1, 1)], whole.Resources.Select(resource => (resource.Resource.Id, resource.Spans, resource.Errors)));
    }

    private static Gen<(int Trace, int Id, int Resource)[][]> Spans() =>
        (from trace in Gen.Choose(0, 9) from id in Gen.Choose(0, 4) from resource in Gen.Choose(0, 1) select (trace, id, resource)).ArrayOf().ArrayOf();

    private static UInt128 Id(int trace) => Ids.Trace(OtlpMessages.TraceId(trace));

    private SpanEntry Span(int trace, int id, TelemetryResource resource, int? parent = null, ulong start = 1, ulong end = 2, bool isError = false) => new(
        resource, _scope, OtlpMessages.Span(OtlpMessages.TraceId(trace), OtlpMessages.SpanId(id), parent is { } other ? OtlpMessages.SpanId(other) : null, $"span {id}", start, end, isError));
}
