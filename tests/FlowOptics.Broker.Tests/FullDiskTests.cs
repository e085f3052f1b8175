using System.Diagnostics;
using System.Text.Json;
using FlowOptics.Mqtt;

namespace FlowOptics.Broker.Tests;

/// <summary>A disk that takes no more: the operating system's limit on the size of the process's files (RLIMIT_FSIZE) stands for it, and can be lifted as a disk is cleared.</summary>
public sealed class FullDiskTests
{
    private const int Limit = 64 * 1024;
    private const int Messages = 200;

    [Fact]
    public async Task A_broker_whose_disk_is_full_says_so_and_goes_on_when_there_is_room_with_all_that_it_acknowledged()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/prlimit"), "prlimit (util-linux) is not installed: it sets the limit");
        using var data = new TemporaryFolder();
        // Without the signal that comes with this limit, and with no full disk.
        await using var broker = BrokerProcess.Start(data.Path, through: ["/usr/bin/env", "--ignore-signal=XFSZ"]);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{broker.HttpPort}") };
        await using (var subscriber = await broker.ConnectAsync("subscriber", options => options with { CleanStart = false, SessionExpiry = TimeSpan.MaxValue }))
            await subscriber.SubscribeAsync("load/#", MqttQualityOfService.AtLeastOnce, Deadline.Far);
        Assert.Equal("healthy", (await StorageAsync(http)).Status);

        await using var publisher = await broker.ConnectAsync("publisher");
        LimitFiles(broker.Id, $"{Limit}");
        var published = PublishAsync(publisher);
        await Eventually.TrueAsync(async () => (await StorageAsync(http)).Status == "unhealthy", () => $"the full disk is not told of; ended: {broker.HasExited}");
        var (_, description) = await StorageAsync(http);
        Assert.Contains("cannot be written", description, StringComparison.Ordinal);
        // The broker's own status is published once in five seconds, and meets the full disk too.
        Assert.False(published.IsCompleted);

        LimitFiles(broker.Id, "unlimited");
        await published;
        Assert.Equal("healthy", (await StorageAsync(http)).Status);
        await broker.KillAsync();

        await using var again = BrokerProcess.Start(data.Path);
        await using var back = await again.ConnectAsync("subscriber", options => options with { CleanStart = false, SessionExpiry = TimeSpan.MaxValue });
        var seen = new HashSet<int>();
        while (seen.Count < Messages)
        {
            var message = await back.Messages.ReadAsync(Deadline.Far);
            seen.Add(BitConverter.ToInt32(message.Payload.Span));
            message.Acknowledge();
        }
    }

    /// <summary>Completes when all are acknowledged; the client tries each until it is.</summary>
    private static async Task PublishAsync(MqttClient publisher)
    {
        for (var number = 0; number < Messages; number++)
        {
            var payload = new byte[1000];
            BitConverter.TryWriteBytes(payload, number);
            await publisher.PublishAsync(new MqttMessage("load/x", payload) { QualityOfService = MqttQualityOfService.AtLeastOnce }, Deadline.Far);
        }
    }

    private static async Task<(string? Status, string? Description)> StorageAsync(HttpClient http)
    {
        using var response = await http.GetAsync("/health", Deadline.Far);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Deadline.Far));
        var check = document.RootElement.GetProperty("checks").GetProperty("storage");
        return (check.GetProperty("status").GetString(), check.GetProperty("description").GetString());
    }

    private static void LimitFiles(int pid, string bytes)
    {
        using var limit = Process.Start("/usr/bin/prlimit", ["--pid", $"{pid}", $"--fsize={bytes}:unlimited"]);
        limit.WaitForExit();
        Assert.Equal(0, limit.ExitCode);
    }
}
