using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using FlowOptics.GraphApi.Apis;
using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;
using FlowOptics.Lake.Tests.Reference;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.GraphApi.Tests.Apis;

/// <summary>Whatever history is asked of, its questions are spans and measurements.</summary>
public sealed class TracedStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("duckdb")]
    [InlineData("aws.athena")]
    public async Task A_question_of_history_is_a_span_and_a_measurement_also_where_it_is_refused(string system)
    {
        using var lake = LakeDatabase.Open(new LakeOptions { Folder = _folder.Path, Bucket = "logs" }, NullLogger<LakeDatabase>.Instance, TimeProvider.System);
        // Nobody is asked there: what is wrong with the question is seen before.
        using var athena = new AthenaFlowStore(new AthenaOptions { Table = "flow_logs", Endpoint = "http://127.0.0.1:1", S3Endpoint = "http://127.0.0.1:1" }, FlowRecords.Enrich, TimeProvider.System);
        var live = new LiveFlowStore(new LiveWindow(new LiveWindowOptions(), TimeProvider.System), () => new Dictionary<string, InterfaceFacts>());
        var stores = new FlowStores(new DuckDbFlowStore(lake), live, TimeProvider.System, system == "duckdb" ? null : athena);
        var spans = new ConcurrentBag<string>();
        // By their names: they may be told of while they are made.
        using var activities = new ActivityListener { ShouldListenTo = source => source.Name == "FlowOptics.GraphApi", Sample = (ref _) => ActivitySamplingResult.AllData };
        activities.ActivityStopped = activity => spans.Add($"{activity.GetTagItem("db.system.name")} {activity.GetTagItem("error.type")}");
        ActivitySource.AddActivityListener(activities);
        var measured = new ConcurrentBag<string>();
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument.Name == "db.client.operation.duration") listener.EnableMeasurementEvents(instrument); } };
        meters.SetMeasurementEventCallback<double>((_, _, tags, _) => measured.Add(string.Join(' ', tags.ToArray().Select(tag => tag.Value))));
        meters.Start();

        await Assert.ThrowsAnyAsync<Exception>(() => stores[QuerySource.History].FlowsAsync(new FlowsQuery { Limit = 0, From = DateTimeOffset.UnixEpoch, To = DateTimeOffset.UnixEpoch.AddDays(1) }, null, TestContext.Current.CancellationToken));

        Assert.Contains(spans, span => span.StartsWith($"{system} FlowOptics.", StringComparison.Ordinal));
        Assert.Contains(measured, one => one.StartsWith($"{system} SELECT FlowOptics.", StringComparison.Ordinal));
    }
}
