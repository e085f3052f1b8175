using System.Net.Http.Json;
using System.Text.Json;

namespace FlowOptics.Broker.Tests;

public sealed class StartupTests
{
    [Fact]
    public async Task A_port_that_is_taken_gives_one_sentence_and_an_exit_code()
    {
        await using var first = BrokerProcess.Start(null);
        await using (await first.ConnectAsync("probe"))
        {
        }

        await using var second = BrokerProcess.Start(null, first.Port);
        var (exitCode, _, errors) = await second.WaitForExitAsync();
        Assert.NotEqual(0, exitCode);
        var line = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"port {first.Port} is taken", line, StringComparison.Ordinal);
        Assert.Contains("FlowOptics:Broker:Port", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_none_gives_one_sentence_and_an_exit_code()
    {
        await using var broker = BrokerProcess.Start(null, environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["FlowOptics__Broker__Port"] = "mqtt" });
        var (exitCode, _, errors) = await broker.WaitForExitAsync();
        Assert.NotEqual(0, exitCode);
        Assert.Contains("FlowOptics:Broker:Port is 'mqtt'", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_others_reach_needs_rules_for_who_may_connect()
    {
        await using var broker = BrokerProcess.Start(null, environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["FlowOptics__Broker__Address"] = "0.0.0.0" });
        var (exitCode, _, errors) = await broker.WaitForExitAsync();
        Assert.NotEqual(0, exitCode);
        Assert.Contains("FlowOptics:Broker:Address is '0.0.0.0', and every program that reaches it might do everything", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_for_WebSockets_that_others_reach_needs_rules_too()
    {
        await using var broker = BrokerProcess.Start(null, environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["ASPNETCORE_URLS"] = "http://*:0" });
        var (exitCode, _, errors) = await broker.WaitForExitAsync();
        Assert.NotEqual(0, exitCode);
        Assert.Contains("ASPNETCORE_URLS holds 'http://*:0', and every program that reaches it might do everything", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_storage_folder_of_another_broker_gives_one_sentence_and_an_exit_code()
    {
        using var data = new TemporaryFolder();
        await using var first = BrokerProcess.Start(data.Path);
        await using (await first.ConnectAsync("probe"))
        {
        }

        await using var second = BrokerProcess.Start(data.Path);
        var (exitCode, _, errors) = await second.WaitForExitAsync();
        Assert.NotEqual(0, exitCode);
        Assert.Contains(Path.Combine(data.Path, "broker"), Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_answers_health_and_says_how_it_is_on_its_status_topic()
    {
        await using var broker = BrokerProcess.Start(null);
        await using var client = await broker.ConnectAsync("probe");
        await client.SubscribeAsync("flowoptics/v1/status/broker/0", Mqtt.MqttQualityOfService.AtMostOnce, Deadline.Far);
        var message = await client.Messages.ReadAsync(Deadline.Far);
        Assert.True(message.Message.Retain);
        var status = JsonSerializer.Deserialize<JsonElement>(message.Payload.Span);
        Assert.Equal("running", status.GetProperty("state").GetString());
        Assert.True(status.GetProperty("counters").TryGetProperty("sessions", out _));

        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{broker.HttpPort}") };
        Assert.Equal("alive", await http.GetStringAsync(new Uri("/alive", UriKind.Relative), Deadline.Far));
        var health = await http.GetFromJsonAsync<JsonElement>("/health", Deadline.Far);
        Assert.Equal("healthy", health.GetProperty("status").GetString());
    }
}
