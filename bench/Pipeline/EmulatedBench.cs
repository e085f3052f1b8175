using System.Globalization;

namespace FlowOptics.Bench.Pipeline;

/// <summary>The product on S3 and SQS of the emulator against a watched folder, in turns; the lake's import waits in both.</summary>
internal static class EmulatedBench
{
    private const int Pairs = 3;
    private const double Megabyte = 1024 * 1024;

    public static async Task RunAsync(string[] args)
    {
        var records = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3_000_000;
        BuiltGeo.Open();
        using var pipeline = new MeasuredPipeline(records, Load.Repeating);
        var (local, emulated) = (new List<PipelineRun>(), new List<PipelineRun>());
        for (var pair = 0; pair < Pairs; pair++)
        {
            // Who goes first changes, so that what the machine does meanwhile falls on both.
            foreach (var isEmulated in pair % 2 == 0 ? new[] { false, true } : [true, false])
            {
                Console.Write(isEmulated ? "emulated: " : "local: ");
                (isEmulated ? emulated : local).Add(await pipeline.RunAsync(isEmulated: isEmulated));
            }
        }

        Figure.Print("emulated.records", Figure.Median(emulated.Select(run => run.Live)), "records/s");
        Figure.Print("emulated.local", Figure.Median(local.Select(run => run.Live)), "records/s");
        Figure.Print("emulated.vs-local", Figure.Median(emulated.Zip(local, (there, here) => there.Live / here.Live)), "x");
        Figure.Print("emulated.ingestor-peak", emulated.Max(run => run.IngestorPeakBytes) / Megabyte, "MB");
        Figure.Print("emulated.local-ingestor-peak", local.Max(run => run.IngestorPeakBytes) / Megabyte, "MB");
    }
}
