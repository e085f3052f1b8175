using FlowOptics.Bench;
using FlowOptics.Bench.Lake;
using FlowOptics.Bench.Page;
using FlowOptics.Bench.Pipeline;

// One command per figure: dotnet run -c Release --project bench -- NAME
var benches = new Dictionary<string, (string Does, Func<string[], Task> Run)>(StringComparer.Ordinal)
{
    ["parse"] = ("records/s of the text parser on one core, beside DuckDB's read_csv", ParseBench.RunAsync),
    ["fuzz"] = ("damaged lines through the parser and its reference side by side: fuzz [LINES] [SEED]", FuzzBench.RunAsync),
    ["geo"] = ("place look-ups/s on one core, beside libmaxminddb", GeoBench.RunAsync),
    ["enrich"] = ("flows/s of the Enricher's whole stage on one core, from a raw batch to its enriched message", EnrichBench.RunAsync),
    ["live"] = ("records/s of one core into the live window, from the messages' bytes", LiveBench.RunAsync),
    ["import"] = ("records a second of processor time from objects on disk into the lake, by stage", ImportBench.RunAsync),
    ["lake"] = ("import and questions of a bucket of 30 days: lake [--records N] (100,000,000) [--keep DIR] [--no-raw]", LakeBench.RunAsync),
    ["mqtt"] = ("messages/s through the broker, beside mosquitto", MqttBench.RunAsync),
    ["pipeline"] = ("records/s from object on disk to live window, and time to the page; or one of: records, records-distinct, import, latency", PipelineBench.RunAsync),
    ["emulated"] = ("records/s from an object put into the emulator's S3 to the live window, beside a watched folder, and Ingestor's memory: emulated [RECORDS] (3,000,000)", EmulatedBench.RunAsync),
    ["page"] = ("frames/s, layout, first paint and weight of the page in headless Chromium, with made graphs of 10,000 and 50,000 links", _ => PageBench.RunAsync()),
    ["soak"] = ("memory and files while the Enricher is gone for MINUTES (5) at full input, and whether everything arrives after", SoakBench.RunAsync),
    ["map"] = ("frames/s of the live map at 2,000 and 400,000 records/s, and its memory's growth over MINUTES (10)", MapFrames.RunAsync),
    ["apphost"] = ("AppHost's start until all is healthy, memory and processor time when idle, how soon a killed service is shown, what telemetry costs: apphost [start] [idle] [kill] [telemetry] [RECORDS] (5,000,000)", AppHostBench.RunAsync),
    ["footprint"] = ("start times, memory and CPU of the running product", FootprintBench.RunAsync),
};

if (args.Length == 0 || !benches.TryGetValue(args[0], out var bench))
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- NAME");
    foreach (var (name, (does, _)) in benches) Console.Error.WriteLine($"  {name,-10} {does}");
    return 2;
}

await bench.Run(args[1..]);
return Environment.ExitCode;
