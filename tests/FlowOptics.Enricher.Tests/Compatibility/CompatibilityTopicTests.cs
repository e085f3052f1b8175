using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FlowOptics.Enricher.Enrichment;
using FlowOptics.Flows;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FlowOptics.Enricher.Tests.Compatibility;

public sealed class CompatibilityTopicTests
{
    private const string Topic = "ipgeolocator/publish";
    private const int Each = 300;

    private static readonly string[] Keys =
    [
        "account-id", "interface-id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes", "start", "end", "action", "log-status", "geodata",
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_record_with_a_public_source_is_a_message_before_its_batch_is_acknowledged()
    {
        await using var running = await Running.BrokerAsync();
        var viewer = await running.ClientAsync("viewer");
        await viewer.SubscribeAsync(Topic, MqttQualityOfService.AtLeastOnce, Cancelled);
        var (enricher, batches) = await StreamAsync(running, batches: 6);

        var left = batches.SelectMany(ExpectedOf).ToList();
        var total = left.Count;
        while (left.Count > 0)
        {
            var message = await viewer.Messages.ReadAsync(Cancelled);
            message.Acknowledge();
            using var json = JsonDocument.Parse(message.Payload);
            Assert.Equal(Keys, json.RootElement.EnumerateObject().Select(property => property.Name));
            Assert.True(left.Remove(Without(json.RootElement, "geodata")), $"not expected, or twice: {json.RootElement}");
            var geodata = json.RootElement.GetProperty("geodata");
            Assert.Equal(["country", "city", "lat", "lon", "isp"], geodata.EnumerateObject().Select(property => property.Name));
        }

        var counters = enricher.Services.GetRequiredService<ServiceStatus>().Counters;
        await Eventually.TrueAsync(() => counters["batches"] == 6, "all are acknowledged");
        Assert.Equal(total, counters["compatible"]);
    }

    [Fact]
    public async Task Is_off_by_default()
    {
        await using var running = await Running.BrokerAsync();
        var viewer = await running.ClientAsync("viewer");
        await viewer.SubscribeAsync("ipgeolocator/#", MqttQualityOfService.AtLeastOnce, Cancelled);
        var (enricher, _) = await StreamAsync(running, batches: 2, topic: "");
        var counters = enricher.Services.GetRequiredService<ServiceStatus>().Counters;
        await Eventually.TrueAsync(() => counters["batches"] == 2, "all are acknowledged");
        Assert.False(viewer.Messages.TryRead(out _));
    }

    [Fact]
    public async Task That_nobody_looks_holds_nothing_back()
    {
        await using var running = await Running.BrokerAsync();
        var (enricher, _) = await StreamAsync(running, batches: 3);
        var counters = enricher.Services.GetRequiredService<ServiceStatus>().Counters;
        await Eventually.TrueAsync(() => counters["batches"] == 3 && counters["compatible"] > 0, "all are acknowledged");
    }

    [Fact]
    public async Task Mosquitto_s_client_reads_every_message()
    {
        const string Program = "/usr/bin/mosquitto_sub";
        Assert.SkipUnless(File.Exists(Program), "mosquitto_sub is not installed: it is a peer of this test only (Debian package mosquitto-clients)");
        await using var running = await Running.BrokerAsync();
        string[] session = ["-p", running.Port.ToString(CultureInfo.InvariantCulture), "-c", "-i", "dashboard", "-q", "1", "-t", Topic];
        // Subscribes and ends; the broker keeps the session and what comes for it.
        await RunAsync(Program, [.. session, "-E"]);
        var (_, batches) = await StreamAsync(running, batches: 1);
        var expected = ExpectedOf(batches[0]).ToList();

        var lines = (await RunAsync(Program, [.. session, "-C", expected.Count.ToString(CultureInfo.InvariantCulture)])).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(expected, lines.Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            return Without(json.RootElement, "geodata");
        }));
    }

    private static async Task<(WebApplication Enricher, FlowBatch[] Batches)> StreamAsync(Running running, int batches, string topic = Topic)
    {
        var graph = await running.ClientAsync("graphapi-0");
        await graph.SubscribeAsync("flowoptics/v1/flows/#", MqttQualityOfService.AtLeastOnce, Cancelled);
        var enricher = await running.EnricherAsync(64, ("FlowOptics:Enricher:CompatibilityTopic", topic));
        await Eventually.TrueAsync(() => enricher.Services.GetRequiredService<EnrichmentService>().IsSubscribed, "the Enricher subscribes");
        var ingestor = await running.ClientAsync("ingestor-0");
        var sent = Enumerable.Range(0, batches).Select(seed => Batches.Raw(seed, Each)).ToArray();
        foreach (var batch in sent)
        {
            var message = new MqttMessage($"flowoptics/v1/raw/{Batches.Account}/{Batches.Region}", FlowWire.Encode(batch)) { QualityOfService = MqttQualityOfService.AtLeastOnce };
            Assert.False((await ingestor.PublishAsync(message, Cancelled)).NoMatchingSubscribers);
        }

        return (enricher, sent);
    }

    // The ancestor's record without its geodata, as text.
    private static IEnumerable<string> ExpectedOf(FlowBatch batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (AddressKinds.KindOf(batch.SrcAddr[i]) != AddressKind.Public) continue;
            var action = batch.Action[i] switch { FlowAction.Accept => "ACCEPT", FlowAction.Reject => "REJECT", _ => "-" };
            yield return $"""account-id="{Batches.Account}" interface-id="eni-0a1b2c3d" srcaddr="{batch.SrcAddr[i]}" dstaddr="{batch.DstAddr[i]}" """
                + $"""srcport="{batch.SrcPort[i]}" dstport="{batch.DstPort[i]}" protocol="6" packets={batch.Packets[i]} bytes={batch.Bytes[i]} """
                + $"""start="{batch.Start[i]}" end="{batch.End[i]}" action="{action}" log-status="OK" """.TrimEnd();
        }
    }

    private static string Without(JsonElement record, string name) =>
        string.Join(' ', record.EnumerateObject().Where(property => property.Name != name).Select(property => $"{property.Name}={property.Value.GetRawText()}"));

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        deadline.CancelAfter(TimeSpan.FromMinutes(3));
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            Assert.Equal(0, process.ExitCode);
            return output;
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
