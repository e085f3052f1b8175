using System.Globalization;
using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Mqtt.Tests.Server;

/// <summary>Other people's clients talk to our server, both ways.</summary>
public sealed class PeerTests
{
    [Theory]
    [InlineData("mqttv311", "0")]
    [InlineData("mqttv311", "1")]
    [InlineData("mqttv311", "2")]
    [InlineData("mqttv5", "0")]
    [InlineData("mqttv5", "1")]
    [InlineData("mqttv5", "2")]
    public async Task Mosquitto_pub_and_sub_talk_to_us(string version, string qos)
    {
        var (pub, sub) = (Tool.Mosquitto("mosquitto_pub"), Tool.Mosquitto("mosquitto_sub"));
        await using var server = await RunningServer.StartAsync();
        await using var ours = await server.ConnectAsync("ours");
        await ours.SubscribeAsync("peer/#", AtLeastOnce, Clients.Deadline);
        var port = server.Port.ToString(CultureInfo.InvariantCulture);

        await using var subscriber = Tool.Start(sub, "-V", version, "-p", port, "-t", "peer/+", "-q", qos, "-C", "2", "-F", "%t %p");
        await Eventually.IsTrue(() => server.Statistics.Subscriptions == 2, "mosquitto_sub subscribes");
        await using var publisher = Tool.Start(pub, "-V", version, "-p", port, "-t", "peer/a", "-q", qos, "-m", "from mosquitto");
        await publisher.EndAsync();
        await ours.PublishAsync(Clients.Message("peer/b", "from us"), Clients.Deadline);

        Assert.Equal("peer/a from mosquitto\npeer/b from us\n", await subscriber.EndAsync());
        Assert.Equal(["from mosquitto", "from us"], await ours.ReadAsync(2));
    }

    [Theory]
    [InlineData(4, "mqtt")]
    [InlineData(5, "mqtt")]
    [InlineData(4, "ws")]
    [InlineData(5, "ws")]
    public async Task Mqtt_js_talks_to_us(int version, string scheme)
    {
        await using var server = await RunningServer.StartAsync();
        await using var ours = await server.ConnectAsync("ours");
        await ours.SubscribeAsync("from-js", AtLeastOnce, Clients.Deadline);
        var url = scheme == "mqtt" ? $"mqtt://127.0.0.1:{server.Port}" : $"ws://127.0.0.1:{server.HttpPort}/mqtt";
        await using var js = Tool.Start("node", "tests/FlowOptics.Mqtt.Tests/Server/peer.mjs", url, version.ToString(CultureInfo.InvariantCulture));

        // It says hello at QoS 0, 1 and 2 when it has subscribed, and says back what it gets. Order is promised within one QoS only (4.6).
        Assert.Equal(["hello 0", "hello 1", "hello 2"], (await ours.ReadAsync(3)).Order(StringComparer.Ordinal));
        foreach (var qos in new[] { AtMostOnce, AtLeastOnce })
        {
            await ours.PublishAsync(Clients.Message("to-js/x", $"at {qos}", qos), Clients.Deadline);
            Assert.Equal([$"to-js/x at {qos}"], await ours.ReadAsync(1));
        }

        var large = new string('x', 100_000);
        await ours.PublishAsync(Clients.Message("to-js/large", large), Clients.Deadline);
        Assert.Equal(["to-js/large " + large], await ours.ReadAsync(1));
        await ours.PublishAsync(Clients.Message("to-js/end", "bye"), Clients.Deadline);
        await js.EndAsync();
    }

    [Fact]
    public async Task Our_client_talks_to_us_over_WebSocket()
    {
        await using var server = await RunningServer.StartAsync();
        await using var browser = await Clients.ConnectAsync(server.WebSocketOptions("browser"));
        await using var publisher = await server.ConnectAsync("publisher");
        await browser.SubscribeAsync("a/#", AtLeastOnce, Clients.Deadline);
        var payloads = new[] { "", "small", new string('y', 150_000) };
        foreach (var payload in payloads) await publisher.PublishAsync(Clients.Message("a/b", payload), Clients.Deadline);
        Assert.Equal(payloads, await browser.ReadAsync(3));
        Assert.True((await browser.PublishAsync(Clients.Message("nobody", payloads[2]), Clients.Deadline)).NoMatchingSubscribers);
    }
}
