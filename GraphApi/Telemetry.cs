using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FlowOptics.GraphApi;

/// <summary>GraphApi's activities and counts; ServiceDefaults exports all sources whose name begins with FlowOptics.</summary>
internal static class Telemetry
{
    private const string Name = "FlowOptics.GraphApi";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly Counter<long> LiveRecords = Meter.CreateCounter<long>("flowoptics.live.records", "{record}", "Records taken into the live window");

    public static readonly Counter<long> ImportedRecords = Meter.CreateCounter<long>("flowoptics.lake.records", "{record}", "Records committed to the lake");

    public static readonly Counter<long> ImportedObjects = Meter.CreateCounter<long>("flowoptics.lake.objects", "{object}", "Objects committed to the lake, by state");

    public static readonly Counter<long> BadMessages = Meter.CreateCounter<long>("flowoptics.live.bad_messages", "{message}", "MQTT messages that could not be read");

    public static readonly Histogram<double> QuerySeconds = Meter.CreateHistogram<double>("flowoptics.query.duration", "s", "Time of a query, by endpoint and source");

    public static readonly Histogram<double> FindingSeconds = Meter.CreateHistogram<double>("flowoptics.findings.duration", "s", "Time of looking at a day for findings");
}
