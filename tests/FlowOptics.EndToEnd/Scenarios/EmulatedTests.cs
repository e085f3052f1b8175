using System.Globalization;
using FlowOptics.EndToEnd.Browsing;
using FlowOptics.EndToEnd.Logs;
using FlowOptics.EndToEnd.Product;
using Microsoft.Playwright;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>The product on the AWS paths: flow logs in the emulator's S3, told of by its SQS.</summary>
[Collection(ProductScenarios.Name)]
public sealed class EmulatedTests : IDisposable
{
    private const int Objects = 6;
    private const int RecordsEach = 5_000;
    private const int ChaosObjects = 6;
    private const int ChaosRecords = 20_000;

    // So that what a killed Ingestor had in hand comes again soon.
    private static readonly (string, string)[] Settings = [("FlowOptics__Sqs__VisibilitySeconds", "4")];

    private readonly ProductFolder _folder = new();

    private OwnLogs Logs => _folder.Logs;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_awscli_puts_into_S3_is_on_the_map_and_in_the_graph_and_a_second_start_takes_nothing_twice()
    {
        Assert.SkipUnless(AwsCommandLine.Path is not null, "awscli is not installed: nobody else's client can put the objects");
        for (var i = 0; i < Objects; i++) Logs.Add(RecordsEach);
        var raw = new RawObjects(Logs.Folder);
        var expected = RawTotals.Of(raw.Records());
        await using (var product = await StartAsync())
        {
            await AwsCommandLine.RunAsync(product.Cloud, "s3", "sync", Logs.Folder, $"s3://{EmulatedBucket.Name}");
            await CountsAsync(product, expected);
            Assert.Equal(raw.Count.ToString(CultureInfo.InvariantCulture), Facts(await AwsCommandLine.RunAsync(product.Cloud, "s3", "ls", "--recursive", "--summarize", $"s3://{EmulatedBucket.Name}"), "Total Objects"));

            await using var browser = await TestBrowser.StartAsync();
            var page = await browser.OpenAsync($"{product.Page}map");
            var seen = raw.Records().LongCount(record => record.Source.StartsWith("198.51.", StringComparison.Ordinal));
            await Assertions.Expect(page.GetByTestId("map-total")).ToHaveAttributeAsync("data-value", seen.ToString(CultureInfo.InvariantCulture));
            await page.GotoAsync($"{product.Page}graph?mode=inspect&account={OwnLogs.Account}&ips=10.9.8.3&days=1&dedupe=false&table=1");
            var links = raw.Records().Where(record => "10.9.8.3" == record.Target).Select(record => record.Source).Distinct(StringComparer.Ordinal).Count();
            await Deadline.ReachedAsync($"a row for each of the {links} peers of 10.9.8.3", async () =>
                await page.GetByTestId("graph-table").Locator("tbody tr").CountAsync() is var rows && rows >= links ? null : $"{rows} rows");
            Assert.Empty(browser.Complaints);
            // A second copy of what is there tells of it again, and changes nothing.
            await AwsCommandLine.RunAsync(product.Cloud, "s3", "cp", "--recursive", Logs.Folder, $"s3://{EmulatedBucket.Name}");
            await product.StopAsync();
        }

        // What S3 holds lies with the emulator, and nothing took the way over a folder.
        Assert.True(Directory.Exists(Path.Combine(_folder.Data, "emulator")));
        Assert.False(Directory.Exists(Path.Combine(_folder.Data, "bucket")));
        await using (var again = await StartAsync())
        {
            Logs.Add(RecordsEach);
            await AwsCommandLine.RunAsync(again.Cloud, "s3", "sync", Logs.Folder, $"s3://{EmulatedBucket.Name}");
            await CountsAsync(again, RawTotals.Of(raw.Records()));
            await again.StopAsync();
        }
    }

    [Fact]
    public async Task Kills_and_faults_of_S3_and_SQS_lose_nothing_and_double_nothing()
    {
        await using var product = await StartAsync();
        using var bucket = new EmulatedBucket(product.Cloud);
        var chaos = new Chaos(product, Logs, ChaosRecords, key => bucket.PutAsync(key, Path.Combine(Logs.Folder, key)));
        // A killed emulator forgets the faults; so they are given anew.
        foreach (var services in new[] { new[] { "ingestor", "graphapi", "enricher", "broker" }, ["emulator"] })
        {
            await bucket.FailAsync(
                new { kind = "error", probability = 0.04, status = 503 },
                new { kind = "throttle", probability = 0.06 },
                new { kind = "loseAnswer", probability = 0.04 },
                new { kind = "cut", probability = 0.02 },
                new { kind = "slow", probability = 0.1, delayMilliseconds = 300 });
            await chaos.KillEachAsync(services, ChaosObjects, $"with {string.Join(", ", services)}");
        }

        await chaos.AddsUpAsync();

        await product.StopAsync();
    }

    private static string? Facts(string listing, string name) =>
        listing.Split('\n').Select(line => line.Split(':', StringSplitOptions.TrimEntries)).FirstOrDefault(parts => parts[0] == name)?[1];

    private static async Task CountsAsync(RunningProduct product, RawTotals expected)
    {
        foreach (var source in new[] { "live", "history" })
        {
            await Deadline.ReachedAsync($"the totals of {source} equal the raw objects'", async () =>
                RawTotals.Of(await product.GetAsync($"/api/v1/graph?mode=all&dedupe=false&source={source}&limit=1")) is var totals && totals == expected ? null : $"{totals} instead of {expected}");
        }
    }

    private Task<RunningProduct> StartAsync() => RunningProduct.StartAsync(_folder.Data, Settings, "--cloud", "emulated", "--demo", "off");
}
