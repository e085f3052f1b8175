using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FlowOptics.Browsing;
using Microsoft.Playwright;

namespace FlowOptics.Bench.Page;

/// <summary>
/// The page as a reader has it: the real page of the running product in headless Chromium, drawn in software. Large graphs are made answers that the
/// browser is given in place of <c>/api/v1/graph</c>'s: no bucket of ours has them.
/// </summary>
internal static partial class PageBench
{
    private const int Loads = 5;

    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("flowoptics-bench-").FullName;
        try
        {
            var logs = Directory.CreateDirectory(Path.Combine(folder, "logs")).FullName;
            await using var product = await RunningProduct.StartAsync(Path.Combine(folder, "data"), ["--logs", logs], ("FlowOptics__Geo__TableFolder", BuiltGeo.Folder));
            Figure.Print("page.bundle-initial", await FirstLoadAsync(), "KB");
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await Chromium.LaunchAsync(playwright, Path.Combine(folder, "browser"));

            var answer = SeededGraph.Json(2000, 10_000);
            var loads = new List<GraphLoad>();
            for (var load = 0; load < Loads; load++)
            {
                await using var loaded = await GraphPage.OpenAsync(browser, product.Page, answer);
                loads.Add(loaded.Load);
                if (load < Loads - 1) continue;
                Figure.Print("page.fps-10k", await loaded.LowestFramesAsync(), "frames/s");
                loads.Add(loads[^1] with { LongestTask = await loaded.LongestTaskAsync() });
            }

            var first = loads.Take(Loads).ToArray();
            Figure.Print("page.first-paint", Figure.Median(first.Select(load => load.FirstPaint)), "ms");
            Figure.Print("page.graph-visible", Figure.Median(first.Select(load => load.Visible)), "ms");
            Figure.Print("page.moving-10k", Figure.Median(first.Select(load => load.Visible - load.Answered)), "ms");
            Figure.Print("page.settle-10k", Figure.Median(first.Select(load => load.Settled - load.Answered)) / 1000, "s");
            Figure.Print("page.longtask", Figure.Median(loads.Select(load => load.LongestTask)), "ms");

            await using var large = await GraphPage.OpenAsync(browser, product.Page, SeededGraph.Json(10_000, 50_000));
            Figure.Print("page.fps-50k", await large.LowestFramesAsync(), "frames/s");
            var longest = await large.LongestTaskAsync();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"10,000/50,000: {large.Load}; longest task {longest:0} ms"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>KB (gzip) of what a browser loads before it shows anything, as the page's budget counts it: the HTML names one script, which imports others.</returns>
    private static async Task<double> FirstLoadAsync()
    {
        var script = Path.Combine(RunningProduct.RepositoryRoot(), "Web", "ClientApp", "build", "budget.mjs");
        using var budget = Process.Start(new ProcessStartInfo("node", [script]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var rows = await budget.StandardOutput.ReadToEndAsync();
        await budget.WaitForExitAsync();
        var row = FirstLoad().Match(rows);
        return row.Success ? double.Parse(row.Groups["size"].Value, CultureInfo.InvariantCulture) : throw new InvalidOperationException($"{script} told no first load; run: dotnet build -c Release Web\n{rows}");
    }

    // ok    first load (shell)                           59.0 of 70 KB
    [GeneratedRegex(@"first load .* (?<size>[0-9.]+) of [0-9]+ KB", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FirstLoad();
}
