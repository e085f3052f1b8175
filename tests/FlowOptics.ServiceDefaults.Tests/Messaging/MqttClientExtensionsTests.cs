using System.Net;
using System.Text.Json;
using FlowOptics.Mqtt;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace FlowOptics.ServiceDefaults.Tests.Messaging;

/// <summary>Services with an MQTT client, against a real broker, seen by a client that listens to their states.</summary>
public sealed class MqttClientExtensionsTests
{
    private const string Topic = "flowoptics/v1/status/sampler/7";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_says_that_it_runs_with_its_counters_and_in_the_end_that_it_stopped()
    {
        await using var broker = await RunningBroker.StartedAsync();
        await using var listener = await ListenerAsync(broker);
        await using (var service = await ServiceAsync(broker))
        {
            service.Services.GetRequiredService<ServiceStatus>().Add("records", 17);

            var running = await StateAsync(listener, "running");
            Assert.Equal("sampler", running.GetProperty("service").GetString());
            Assert.Equal("7", running.GetProperty("instance").GetString());
            Assert.Equal(JsonValueKind.Object, running.GetProperty("counters").ValueKind);
            Assert.True(running.TryGetProperty("time", out _));
        }

        var stopped = await StateAsync(listener, "stopped");
        Assert.Equal(17, stopped.GetProperty("counters").GetProperty("records").GetInt64());
    }

    [Fact]
    public async Task Who_comes_later_gets_the_last_state()
    {
        await using var broker = await RunningBroker.StartedAsync();
        await using var service = await ServiceAsync(broker);
        await using (var early = await ListenerAsync(broker)) await StateAsync(early, "running");

        await using var late = await ListenerAsync(broker);

        await StateAsync(late, "running");
    }

    [Fact]
    public async Task The_broker_says_offline_for_a_service_that_died_and_running_comes_after_each_connect()
    {
        await using var broker = await RunningBroker.StartedAsync();
        await using var listener = await ListenerAsync(broker);
        await using var service = await ServiceAsync(broker);
        await StateAsync(listener, "running");

        // A second connection of the same client id ends the first without its goodbye, and the client connects again.
        await using (var usurper = new MqttClient(new MqttClientOptions { Server = broker.Address, ClientId = "sampler-7" }))
        {
            usurper.Start();
            await StateAsync(listener, "offline");
        }

        await StateAsync(listener, "running");
    }

    [Fact]
    public async Task Health_says_whether_the_broker_is_there_without_its_password()
    {
        await using var service = await TestService.StartAsync(
            new() { ["ConnectionStrings:mqtt"] = "mqtt://user:secret@127.0.0.1:9" }, builder => builder.AddMqttClient("sampler"));

        using var answer = await service.Client.GetAsync("/health", Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("not connected to mqtt://127.0.0.1:9", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "ConnectionStrings:mqtt is missing")]
    [InlineData("  ", "ConnectionStrings:mqtt is missing")]
    [InlineData("http://127.0.0.1", "ConnectionStrings:mqtt is no address of an MQTT broker: ")]
    [InlineData("127.0.0.1:1883", "ConnectionStrings:mqtt is no address of an MQTT broker: ")]
    public void Without_a_right_connection_string_one_sentence_ends_the_service(string? connection, string sentence)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["ConnectionStrings:mqtt"] = connection;

        var failure = Assert.Throws<ServiceConfigurationException>(() => builder.AddMqttClient("sampler"));

        Assert.StartsWith(sentence, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    private static async Task<JsonElement> StateAsync(MqttClient listener, string state)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        deadline.CancelAfter(TimeSpan.FromMinutes(3));
        await foreach (var message in listener.Messages.ReadAllAsync(deadline.Token))
        {
            var said = JsonElement.Parse(message.Payload.Span);
            if (message.Topic == Topic && said.GetProperty("state").GetString() == state) return said;
        }

        throw new InvalidOperationException($"The listener ended before the state '{state}'.");
    }

    private static async Task<MqttClient> ListenerAsync(RunningBroker broker)
    {
        var listener = new MqttClient(new MqttClientOptions { Server = broker.Address, ClientId = $"listener-{Guid.NewGuid():N}" });
        listener.Start();
        await listener.SubscribeAsync("flowoptics/v1/status/#", MqttQualityOfService.AtMostOnce, Cancel);
        return listener;
    }

    private static Task<TestService> ServiceAsync(RunningBroker broker) => TestService.StartAsync(
        new()
        {
            ["ConnectionStrings:mqtt"] = broker.Address.ToString(),
            ["OTEL_RESOURCE_ATTRIBUTES"] = "service.instance.id=7",
        },
        builder => builder.AddMqttClient("sampler"));
}
