using System.Globalization;

namespace FlowOptics.Bench.Pipeline;

/// <summary>
/// The whole product on this machine: records a second from objects on disk to the live window, with the lake's import waiting and beside it, and the time
/// from an object's arrival to the page. Medians of the runs.
/// </summary>
internal static class PipelineBench
{
    private const int Runs = 5;
    private const int TelemetryPairs = 5;

    // With telemetry there is more code to compile and to optimize while it runs, which a service does once.
    private const int TelemetryWarmUp = 5_000_000;

    public static async Task RunAsync(string[] args)
    {
        var parts = args.Where(arg => !char.IsAsciiDigit(arg[0])).ToHashSet(StringComparer.Ordinal);
        var records = args.Where(arg => char.IsAsciiDigit(arg[0])).Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)).FirstOrDefault(5_000_000);
        BuiltGeo.Open();
        bool Wanted(string part) => parts.Count == 0 || parts.Contains(part);
        if (Wanted("records")) await ThroughputAsync("pipeline.records", records, Load.Repeating, imports: false);
        if (Wanted("records-distinct")) await ThroughputAsync("pipeline.records-distinct", records, Load.Distinct, imports: false);
        if (Wanted("import")) await ThroughputAsync("pipeline.records-with-import", records, Load.Repeating, imports: true);
        if (Wanted("latency")) await PageLatency.RunAsync();
    }

    /// <summary>
    /// What traces, metrics and logs cost under full load: throughput, and processor time of all processes, with the exporters on (to the dashboard, as a
    /// developer has it) against off, in turns.
    /// </summary>
    public static async Task TelemetryCostAsync(int records)
    {
        BuiltGeo.Open();
        using var pipeline = new MeasuredPipeline(records, Load.Repeating, TelemetryWarmUp);
        var (rates, cpus) = (new List<double>(), new List<double>());
        for (var pair = 0; pair < TelemetryPairs; pair++)
        {
            var runs = new Dictionary<bool, PipelineRun>();
            // Who goes first changes, so that what the machine does meanwhile falls on both.
            foreach (var isOn in pair % 2 == 0 ? new[] { false, true } : [true, false])
                runs[isOn] = await pipeline.RunAsync(settings: ("OTEL_SDK_DISABLED", isOn ? "false" : "true"));
            var (on, off) = (runs[true], runs[false]);
            rates.Add((1 - (on.Live / off.Live)) * 100);
            cpus.Add(((on.CpuSeconds / off.CpuSeconds) - 1) * 100);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pair {pair + 1}: {on.Live:0} records/s with telemetry, {off.Live:0} without; processor time {on.CpuSeconds:0.00} s and {off.CpuSeconds:0.00} s"));
        }

        Figure.Print("telemetry.cost", Figure.Median(rates), "%");
        Figure.Print("telemetry.cost-cpu", Figure.Median(cpus), "%");
    }

    private static async Task ThroughputAsync(string figure, int records, Load load, bool imports)
    {
        using var pipeline = new MeasuredPipeline(records, load);
        var runs = new List<PipelineRun>();
        for (var run = 1; run <= Runs; run++) runs.Add(await pipeline.RunAsync(imports));
        Figure.Print(figure, Figure.Median(runs.Select(run => run.Live)), "records/s");
        if (imports) Figure.Print("pipeline.live-and-imported", Figure.Median(runs.Select(run => run.Imported)), "records/s");
    }
}
