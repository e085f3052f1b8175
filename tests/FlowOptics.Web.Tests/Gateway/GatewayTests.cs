using System.Net;
using System.Net.WebSockets;
using FlowOptics.Mqtt;
using Microsoft.Extensions.DependencyInjection;

namespace FlowOptics.Web.Tests.Gateway;

/// <summary>A real broker, Web, and mqtt.js as the browser.</summary>
public sealed class GatewayTests
{
    private const string Tick = "flowoptics/v1/map/123456789012/eu-west-1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_browser_sees_the_ticks_through_one_subscription_at_the_broker()
    {
        await using var broker = await RunningBroker.StartedAsync();
        await using var web = await ConnectedAsync(broker);
        await using var one = await TestBrowser.SubscribedAsync(web, "flowoptics/v1/map/#");
        await using var two = await TestBrowser.SubscribedAsync(web, "flowoptics/v1/map/123456789012/+");

        await broker.PublishAsync(Tick, """{"sequence":1}""");

        Assert.Equal("""{"sequence":1}""", (await one.MessageAsync(Tick)).GetProperty("payload").GetString());
        Assert.Equal("""{"sequence":1}""", (await two.MessageAsync(Tick)).GetProperty("payload").GetString());
        Assert.Equal(1, broker.Server.Statistics.Connections);
        Assert.Equal(3, broker.Server.Statistics.Subscriptions);
    }

    [Fact]
    public async Task A_browser_that_comes_late_gets_the_state_of_each_service()
    {
        await using var broker = await RunningBroker.StartedAsync();
        await broker.PublishAsync("flowoptics/v1/status/enricher/0", """{"service":"enricher","state":"running"}""", retain: true);
        await using var web = await ConnectedAsync(broker);
        await using (var early = await TestBrowser.SubscribedAsync(web, "flowoptics/v1/status/#"))
        {
            await early.MessageAsync("flowoptics/v1/status/enricher/0");
            await broker.PublishAsync("flowoptics/v1/status/ingestor/0", """{"service":"ingestor","state":"running"}""", retain: true);
            await early.MessageAsync("flowoptics/v1/status/ingestor/0");
        }

        await using var late = await TestBrowser.SubscribedAsync(web, "flowoptics/v1/status/ingestor/+");

        Assert.True((await late.MessageAsync("flowoptics/v1/status/ingestor/0")).GetProperty("retain").GetBoolean());
    }

    [Fact]
    public async Task Browsers_are_told_when_the_broker_is_lost_and_when_it_is_back()
    {
        await using var broker = await RunningBroker.StartedAsync();
        await using var web = await ConnectedAsync(broker);
        await using var browser = await TestBrowser.SubscribedAsync(web, "flowoptics/v1/status/broker/#");
        await browser.MessageAsync("flowoptics/v1/status/broker/0", "running");

        await broker.StopAsync();
        await browser.MessageAsync("flowoptics/v1/status/broker/0", "offline");

        await broker.StartAsync();
        await browser.MessageAsync("flowoptics/v1/status/broker/0", "running");
    }

    [Fact]
    public async Task Ticks_flow_again_after_the_broker_was_away()
    {
        await using var broker = await RunningBroker.StartedAsync();
        await using var web = await ConnectedAsync(broker);
        await using var browser = await TestBrowser.SubscribedAsync(web, "flowoptics/v1/map/#");
        await broker.StopAsync();

        await broker.StartAsync();
        await Eventually.TrueAsync(() => broker.Server.Statistics.Subscriptions == 3, "Web subscribed again");
        await broker.PublishAsync(Tick, """{"sequence":2}""");

        await browser.MessageAsync(Tick, "\"sequence\":2");
    }

    [Theory]
    [InlineData("#")]
    [InlineData("flowoptics/v1/raw/#")]
    [InlineData("$share/viewers/flowoptics/v1/map/#")]
    public async Task A_browser_may_not_subscribe_to_anything_else(string filter)
    {
        await using var web = TestWeb.Start();
        await using var browser = TestBrowser.Open(web, filter);

        var answer = await browser.NextAsync("subscribed");

        Assert.NotNull(answer.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_browser_may_not_publish()
    {
        await using var broker = await RunningBroker.StartedAsync();
        await using var web = await ConnectedAsync(broker);
        await using var other = await TestBrowser.SubscribedAsync(web, "flowoptics/v1/map/#");
        await using var browser = await TestBrowser.SubscribedAsync(web, "flowoptics/v1/map/#");

        await browser.PublishAsync(Tick, "forged");
        await browser.NextAsync("published", answer => answer.GetProperty("error").ValueKind != System.Text.Json.JsonValueKind.Null);

        // What the other sees next is the broker's, not the forged one.
        await broker.PublishAsync(Tick, "true");
        Assert.Equal("true", (await other.NextAsync("message")).GetProperty("payload").GetString());
    }

    [Fact]
    public async Task Another_pages_WebSocket_is_refused()
    {
        await using var web = TestWeb.Start();
        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        socket.Options.AddSubProtocol("mqtt");
        socket.Options.SetRequestHeader("Origin", "http://attacker.example");

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://{web.Address.Authority}/mqtt"), Cancel));

        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Fact]
    public async Task A_request_that_is_no_WebSocket_is_400()
    {
        await using var web = TestWeb.Start();

        using var answer = await web.Client.GetAsync("/mqtt", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task An_open_browser_does_not_hold_Web_back_from_ending()
    {
        await using var broker = await RunningBroker.StartedAsync();
        var web = await ConnectedAsync(broker);
        await using var browser = await TestBrowser.SubscribedAsync(web, "flowoptics/v1/map/#");
        var closed = browser.NextAsync("closed");

        await web.DisposeAsync();

        await closed;
    }

    [Fact]
    public async Task Web_is_ready_only_while_it_hears_the_broker()
    {
        await using var deaf = TestWeb.Start();
        using var answer = await deaf.Client.GetAsync("/health", Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("not connected to mqtt://127.0.0.1:9", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        await using var broker = await RunningBroker.StartedAsync();
        await using var web = await ConnectedAsync(broker);
        using var ready = await web.Client.GetAsync("/health", Cancel);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    private static async Task<TestWeb> ConnectedAsync(RunningBroker broker)
    {
        var web = TestWeb.Start(broker.Address);
        await web.Services.GetRequiredService<MqttClient>().WaitConnectedAsync(Cancel);
        await Eventually.TrueAsync(() => broker.Server.Statistics.Subscriptions == 3, "Web subscribed at the broker");
        return web;
    }
}
