using System.Diagnostics;

namespace FlowOptics.Bench;

/// <summary>
/// What the running product costs: start until healthy, resident memory of all processes with the demo on (after its first import), and idle CPU with the
/// demo off.
/// </summary>
internal static class FootprintBench
{
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(30);

    // Idle is what stays once the code that starts and reports is compiled and optimised, and what the last run left is summed up.
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(string[] _)
    {
        var folder = Directory.CreateTempSubdirectory("flowoptics-bench-").FullName;
        try
        {
            var data = Path.Combine(folder, "data");
            await using (var product = await RunningProduct.StartAsync(data, []))
            {
                Figure.Print("start.first", product.StartTime.TotalSeconds, "s");
                var clock = Stopwatch.StartNew();
                await product.UntilAsync("done with its first import", TimeSpan.FromMinutes(5), async () =>
                    await product.MetaAsync() is { } meta
                    && meta.GetProperty("import").GetProperty("records").GetInt64() > 2_000_000
                    && meta.GetProperty("import").GetProperty("pendingObjects").GetInt64() < 10);
                Figure.Print("start.first-import", clock.Elapsed.TotalSeconds, "s");
                await Task.Delay(Watch);
                var cpu = await product.CpuPercentAsync(Watch);
                foreach (var process in product.Processes()) Console.WriteLine($"{process.Name,-24} {process.ResidentBytes / 1048576.0,8:0.0} MB");
                Figure.Print("memory.demo", product.Processes().Sum(process => process.ResidentBytes) / 1048576.0, "MB");
                Figure.Print("cpu.demo", cpu, "%");
            }

            await using (var product = await RunningProduct.StartAsync(data, ["--demo", "off"]))
            {
                Figure.Print("start.second", product.StartTime.TotalSeconds, "s");
                Figure.Print("cpu.after-start", await product.CpuPercentAsync(Watch), "%");
                await Task.Delay(Settling);
                var before = product.Processes();
                Figure.Print("cpu.idle", await product.CpuPercentAsync(Watch), "%");
                foreach (var process in product.Processes().Join(before, after => after.Pid, before => before.Pid, (after, before) => (after.Name, Cpu: after.CpuSeconds - before.CpuSeconds)))
                    Console.WriteLine($"{process.Name,-24} {process.Cpu / Watch.TotalSeconds * 100,8:0.00} %");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
