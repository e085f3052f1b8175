using System.Globalization;
using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Mqtt.Tests.Client;

/// <summary>Our client talks to other people's server.</summary>
public sealed class MosquittoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Publishes_and_subscribes_through_a_real_mosquitto()
    {
        var (broker, port) = Start();
        await using var running = broker;
        var options = MqttClientOptions.Parse($"mqtt://127.0.0.1:{port}", "ours");
        await using var subscriber = await Clients.ConnectAsync(options with { ClientId = "subscriber" });
        await using var publisher = await Clients.ConnectAsync(options with { ClientId = "publisher" });
        await subscriber.SubscribeAsync("$share/g/a/#", AtLeastOnce, Clients.Deadline);
        var expected = Enumerable.Range(0, 2000).Select(i => $"{i}").ToList();
        var reading = subscriber.ReadAsync(expected.Count);
        var results = await Task.WhenAll(expected.Select(text => publisher.PublishAsync(
            Clients.Message("a/b", text) with { UserProperties = [new("traceparent", text)] }, Clients.Deadline).AsTask()));
        Assert.All(results, result => Assert.Equal(0, result.ReasonCode));
        Assert.Equal(expected, await reading);
        Assert.True((await publisher.PublishAsync(Clients.Message("nobody", "x"), Clients.Deadline)).NoMatchingSubscribers);
    }

    [Theory]
    [InlineData(MqttVersion.V311, AtMostOnce)]
    [InlineData(MqttVersion.V311, AtLeastOnce)]
    [InlineData(MqttVersion.V311, ExactlyOnce)]
    [InlineData(MqttVersion.V5, AtMostOnce)]
    [InlineData(MqttVersion.V5, ExactlyOnce)]
    public async Task Speaks_each_version_and_QoS_with_mosquitto(MqttVersion version, MqttQualityOfService qos)
    {
        var (broker, port) = Start();
        await using var running = broker;
        var options = MqttClientOptions.Parse($"mqtt://127.0.0.1:{port}", "ours") with { Version = version };
        var mortal = await Clients.ConnectAsync(options with { ClientId = "mortal", Will = Clients.Message("will/mortal", "gone", qos, retain: true) });
        await using var subscriber = await Clients.ConnectAsync(options with { ClientId = "subscriber" });
        await using var publisher = await Clients.ConnectAsync(options with { ClientId = "publisher" });

        // Not at QoS 0: it must be there before another connection asks for it.
        await publisher.PublishAsync(Clients.Message("kept", "retained", qos == AtMostOnce ? AtLeastOnce : qos, retain: true), Clients.Deadline);
        await subscriber.SubscribeAsync(new MqttSubscription("kept", qos), Clients.Deadline);
        var kept = await subscriber.Messages.ReadAsync(Clients.Deadline);
        kept.Acknowledge();
        Assert.Equal(("retained", true, qos), (kept.Text(), kept.Message.Retain, kept.Message.QualityOfService));

        await subscriber.SubscribeAsync("a/#", qos, Clients.Deadline);
        var expected = Enumerable.Range(0, 300).Select(i => $"{i}").ToList();
        var reading = subscriber.ReadAsync(expected.Count);
        await Task.WhenAll(expected.Select(text => publisher.PublishAsync(Clients.Message(text[^1] % 2 == 0 ? "a/even" : "a/odd", text, qos), Clients.Deadline).AsTask()));
        Assert.Equal(expected, await reading);

        await subscriber.UnsubscribeAsync("a/#", Clients.Deadline);
        await publisher.PublishAsync(Clients.Message("a/even", "not heard", qos), Clients.Deadline);
        await subscriber.SubscribeAsync("will/#", qos, Clients.Deadline);
        await using (var thief = await Clients.ConnectAsync(options with { ClientId = "mortal", SessionExpiry = TimeSpan.Zero }))
        {
            // Taking the identifier over ends the other connection without its DISCONNECT. The two would go on doing so to each other.
            var gone = mortal.DisposeAsync();
            Assert.Equal(["gone"], await subscriber.ReadAsync(1));
            await gone;
        }
    }

    [Fact]
    public async Task Properties_and_options_pass_through_mosquitto()
    {
        var (broker, port) = Start();
        await using var running = broker;
        var options = MqttClientOptions.Parse($"mqtt://127.0.0.1:{port}", "ours");
        await using var client = await Clients.ConnectAsync(options);
        await client.SubscribeAsync(new MqttSubscription("a/+", ExactlyOnce) { Identifier = 5, RetainAsPublished = true }, Clients.Deadline);
        await client.SubscribeAsync(new MqttSubscription("b", ExactlyOnce) { NoLocal = true }, Clients.Deadline);
        var message = Clients.Message("a/b", "hello", ExactlyOnce, retain: true) with
        {
            ContentType = "text/plain",
            IsText = true,
            ResponseTopic = "reply",
            CorrelationData = "id"u8.ToArray(),
            Expiry = TimeSpan.FromMinutes(10),
            UserProperties = [new("b", "1"), new("a", "2")],
        };
        await client.PublishAsync(Clients.Message("b", "not for me", ExactlyOnce), Clients.Deadline);
        Assert.Equal(0, (await client.PublishAsync(message, Clients.Deadline)).ReasonCode);
        var received = await client.Messages.ReadAsync(Clients.Deadline);
        received.Acknowledge();
        Assert.Equal([5u], received.Message.SubscriptionIdentifiers);
        Assert.Equal(message.UserProperties, received.Message.UserProperties);
        Assert.Equal(
            ("hello", true, "text/plain", true, "reply"),
            (received.Text(), received.Message.Retain, received.Message.ContentType, received.Message.IsText, received.Message.ResponseTopic));
        Assert.InRange(received.Message.Expiry!.Value.TotalSeconds, 500, 600);
    }

    [Fact]
    public async Task Resumes_its_session_when_mosquitto_comes_back()
    {
        var (broker, port) = Start();
        var options = MqttClientOptions.Parse($"mqtt://127.0.0.1:{port}", "ours");
        await using var client = await Clients.ConnectAsync(options);
        await client.SubscribeAsync("a", AtLeastOnce, Clients.Deadline);
        await broker.DisposeAsync();
        await Eventually.TrueAsync(() => !client.IsConnected, "the client sees that the server is gone");
        var publishing = client.PublishAsync(Clients.Message("a", "kept"), Clients.Deadline).AsTask();

        // Without persistence: the session is lost, so the client subscribes again before it sends what it kept.
        await using var again = Start(port).Broker;
        Assert.Equal(0, (await publishing).ReasonCode);
        Assert.Equal(["kept"], await client.ReadAsync(1));
    }

    private (Tool Broker, int Port) Start(int? port = null)
    {
        var program = Tool.Mosquitto("mosquitto");
        var chosen = port ?? FreePort.Find();
        // Without a limit of its own it drops what goes beyond a thousand messages that wait for a subscriber, and still acknowledges them.
        var configuration = Path.Combine(_folder.Path, "mosquitto.conf");
        File.WriteAllText(configuration, string.Create(CultureInfo.InvariantCulture, $"listener {chosen} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 0\n"));
        return (Tool.Start(program, "-c", configuration), chosen);
    }
}
