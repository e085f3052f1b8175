using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FlowOptics.GraphApi;

/// <summary>GraphApi's activities and counts; ServiceDefaults exports all sources whose name begins with FlowOptics.</summary>
internal static class Telemetry
{
    // As db.system.name: OpenTelemetry knows neither, so their own names.
    public const string DuckDb = "duckdb";
    public const string Athena = "aws.athena";

    private const string Name = "FlowOptics.GraphApi";

    public static readonly ActivitySource Source = new(Name);

    public static readonly Meter Meter = new(Name);

    public static readonly Counter<long> LiveRecords = Meter.CreateCounter<long>("flowoptics.live.records", "{record}", "Records taken into the live window");

    public static readonly Counter<long> ImportedRecords = Meter.CreateCounter<long>("flowoptics.lake.records", "{record}", "Records committed to the lake");

    public static readonly Counter<long> ImportedObjects = Meter.CreateCounter<long>("flowoptics.lake.objects", "{object}", "Objects committed to the lake, by state");

    public static readonly Counter<long> Redelivered = Meter.CreateCounter<long>("flowoptics.live.redelivered", "{message}", "MQTT messages that the broker has sent again");

    public static readonly Histogram<double> LiveLag = Meter.CreateHistogram<double>(
        "flowoptics.live.lag",
        "s",
        "From an object's LastModified until its batch is in the live window",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1, 2, 3, 5, 10, 30, 60, 120, 300, 600, 1800, 3600] });

    public static readonly Histogram<double> DatabaseSeconds = Meter.CreateHistogram<double>(
        "db.client.operation.duration",
        "s",
        "Questions of history (SELECT), of the lake or of Athena, and commits of imported objects (COMMIT)",
        // As OpenTelemetry's conventions have it for databases.
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] });

    public static readonly Counter<long> BadMessages = Meter.CreateCounter<long>("flowoptics.live.bad_messages", "{message}", "MQTT messages that could not be read");

    public static readonly Histogram<double> QuerySeconds = Meter.CreateHistogram<double>("flowoptics.query.duration", "s", "Time of a query, by endpoint and source");

    public static readonly Histogram<double> FindingSeconds = Meter.CreateHistogram<double>("flowoptics.findings.duration", "s", "Time of looking at a day for findings");
}
