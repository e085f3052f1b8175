using System.Globalization;
using System.Net.Http.Headers;
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
            Figure.Print("page.bundle-initial", await FirstLoadAsync(product.Page) / 1024.0, "KB");
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

    /// <returns>Bytes (gzip) of the scripts and styles that the page's HTML names.</returns>
    private static async Task<long> FirstLoadAsync(Uri page)
    {
        using var http = new HttpClient { BaseAddress = page };
        var html = await http.GetStringAsync("graph");
        long bytes = 0;
        foreach (var file in Assets().Matches(html).Select(match => match.Groups["file"].Value).Distinct(StringComparer.Ordinal))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, file);
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
            using var response = await http.SendAsync(request);
            response.EnsureSuccessStatusCode();
            if (response.Content.Headers.ContentType?.MediaType == "text/html")
                throw new InvalidOperationException($"Web does not know {file}: its build is older than the page's; run: dotnet build -c Release Web");
            bytes += (await response.Content.ReadAsByteArrayAsync()).Length;
        }

        return bytes > 0 ? bytes : throw new InvalidOperationException("the page's HTML names no script; run: npm run build in Web/ClientApp");
    }

    [GeneratedRegex("(?:src|href)=\"(?<file>/assets/[^\"]+\\.(?:js|css))\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Assets();
}
