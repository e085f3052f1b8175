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
        var level = (MqttQualityOfService)int.Parse(qos, CultureInfo.InvariantCulture);
        await ours.SubscribeAsync("peer/#", level, Clients.Deadline);
        var port = server.Port.ToString(CultureInfo.InvariantCulture);

        await using var subscriber = Tool.Start(sub, "-V", version, "-p", port, "-t", "peer/+", "-q", qos, "-C", "2", "-F", "%t %p");
        await Eventually.TrueAsync(() => server.Statistics.Subscriptions == 2, "mosquitto_sub subscribes");
        await using var publisher = Tool.Start(pub, "-V", version, "-p", port, "-t", "peer/a", "-q", qos, "-m", "from mosquitto");
        await publisher.EndAsync();
        await ours.PublishAsync(Clients.Message("peer/b", "from us", level), Clients.Deadline);

        Assert.Equal("peer/a from mosquitto\npeer/b from us\n", await subscriber.EndAsync());
        Assert.Equal(["from mosquitto", "from us"], await ours.ReadAsync(2));
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task Retained_messages_and_wills_pass_between_mosquittos_clients_and_us(string version)
    {
        var (pub, sub) = (Tool.Mosquitto("mosquitto_pub"), Tool.Mosquitto("mosquitto_sub"));
        await using var server = await RunningServer.StartAsync();
        await using var ours = await server.ConnectAsync("ours");
        var port = server.Port.ToString(CultureInfo.InvariantCulture);
        await ours.PublishAsync(Clients.Message("kept/ours", "by us", ExactlyOnce, retain: true), Clients.Deadline);
        await using var publisher = Tool.Start(pub, "-V", version, "-p", port, "-t", "kept/theirs", "-q", "2", "-r", "-m", "by mosquitto");
        await publisher.EndAsync();

        await ours.SubscribeAsync("kept/#", ExactlyOnce, Clients.Deadline);
        Assert.Equal(["by mosquitto", "by us"], (await ours.ReadAsync(2)).Order(StringComparer.Ordinal));
        await using var reader = Tool.Start(sub, "-V", version, "-p", port, "-t", "kept/#", "-q", "2", "-C", "2", "-F", "%r %q %t %p");
        Assert.Equal(
            ["1 2 kept/ours by us", "1 2 kept/theirs by mosquitto"],
            (await reader.EndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));

        await ours.SubscribeAsync("will", AtLeastOnce, Clients.Deadline);
        var mortal = Tool.Start(sub, "-V", version, "-p", port, "-t", "mortal", "--will-topic", "will", "--will-payload", "gone", "--will-qos", "2", "--will-retain");
        await Eventually.TrueAsync(() => server.Statistics.Subscriptions == 3, "mosquitto_sub subscribes");
        await mortal.DisposeAsync();
        Assert.Equal(["gone"], await ours.ReadAsync(1));
        await using var late = Tool.Start(sub, "-V", version, "-p", port, "-t", "will", "-C", "1");
        Assert.Equal("gone\n", await late.EndAsync());
    }

    [Fact]
    public async Task Properties_pass_between_mosquittos_clients_and_us()
    {
        var (pub, sub) = (Tool.Mosquitto("mosquitto_pub"), Tool.Mosquitto("mosquitto_sub"));
        await using var server = await RunningServer.StartAsync();
        await using var ours = await server.ConnectAsync("ours");
        await ours.SubscribeAsync(new MqttSubscription("theirs", ExactlyOnce) { Identifier = 300 }, Clients.Deadline);
        var port = server.Port.ToString(CultureInfo.InvariantCulture);
        await using var publisher = Tool.Start(
            pub, "-V", "mqttv5", "-p", port, "-t", "theirs", "-q", "2", "-m", "hello", "-D", "publish", "content-type", "text/plain", "-D", "publish", "response-topic", "reply",
            "-D", "publish", "correlation-data", "id", "-D", "publish", "message-expiry-interval", "600", "-D", "publish", "payload-format-indicator", "1",
            "-D", "publish", "topic-alias", "1", "-D", "publish", "user-property", "b", "1", "-D", "publish", "user-property", "a", "2");
        await publisher.EndAsync();
        var message = (await ours.Messages.ReadAsync(Clients.Deadline)).Message;
        Assert.Equal(("text/plain", "reply", true), (message.ContentType, message.ResponseTopic, message.IsText));
        Assert.Equal("id"u8, message.CorrelationData!.Value.Span);
        Assert.InRange(message.Expiry!.Value.TotalSeconds, 500, 600);
        Assert.Equal([new("b", "1"), new("a", "2")], message.UserProperties);
        Assert.Equal([300u], message.SubscriptionIdentifiers);

        await using var subscriber = Tool.Start(
            sub, "-V", "mqttv5", "-p", port, "-t", "ours", "-q", "2", "-C", "1", "-D", "subscribe", "subscription-identifier", "7", "-D", "connect", "topic-alias-maximum", "10",
            "-F", "%p|%C|%R|%D|%F|%P|%S");
        await Eventually.TrueAsync(() => server.Statistics.Subscriptions == 2, "mosquitto_sub subscribes");
        await ours.PublishAsync(message with { Topic = "ours", QualityOfService = ExactlyOnce }, Clients.Deadline);
        Assert.Equal("hello|text/plain|reply|id|1|b:1 a:2|7\n", await subscriber.EndAsync());
    }

    [Theory]
    [InlineData("mqttv311", "1")]
    [InlineData("mqttv5", "2")]
    public async Task A_shared_subscription_is_mosquittos_and_ours(string version, string qos)
    {
        var sub = Tool.Mosquitto("mosquitto_sub");
        await using var server = await RunningServer.StartAsync();
        await using var ours = await server.ConnectAsync("ours");
        await using var publisher = await server.ConnectAsync("publisher");
        await ours.SubscribeAsync("$share/g/jobs/#", ExactlyOnce, Clients.Deadline);
        var port = server.Port.ToString(CultureInfo.InvariantCulture);
        await using var theirs = Tool.Start(sub, "-V", version, "-p", port, "-t", "$share/g/jobs/#", "-q", qos, "-C", "10", "-F", "%p");
        await Eventually.TrueAsync(() => server.Statistics.Subscriptions == 2, "mosquitto_sub subscribes");
        var output = theirs.EndAsync();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var published = 0;
        while (!output.IsCompleted)
        {
            await publisher.PublishAsync(Clients.Message("jobs/x", $"{published++}", ExactlyOnce), Clients.Deadline);
            while (ours.Messages.TryRead(out var message))
            {
                message.Acknowledge();
                seen.Add(message.Text());
            }
        }

        // What it had begun at QoS 2 is nobody else's (4.8.2); at QoS 1 it comes to us.
        var took = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(10, took.Length);
        await Eventually.TrueAsync(() => server.Statistics.Subscriptions == 1, "mosquitto_sub has gone");
        await publisher.PublishAsync(Clients.Message("jobs/x", "last", ExactlyOnce), Clients.Deadline);
        while (!seen.Contains("last")) seen.UnionWith(await ours.ReadAsync(1));
        if (qos == "1") Assert.Equal(published + 1, seen.Union(took, StringComparer.Ordinal).Count());
        Assert.True(seen.Count > 1, "both work");
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
        foreach (var qos in new[] { AtMostOnce, AtLeastOnce, ExactlyOnce })
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
