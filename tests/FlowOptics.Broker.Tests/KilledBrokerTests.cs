using System.Buffers.Binary;
using FlowOptics.Mqtt;
using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Broker.Tests;

/// <summary>What was acknowledged is not lost, however the broker ends.</summary>
public sealed class KilledBrokerTests
{
    private const int Kills = 4;

    [Fact]
    public async Task Everything_acknowledged_arrives_when_the_broker_is_killed_again_and_again_while_it_is_published()
    {
        using var data = new TemporaryFolder();
        var port = FreePort.Find();
        var seen = new HashSet<int>();
        var acknowledged = new HashSet<int>();
        var random = new Random(20261122);
        var broker = BrokerProcess.Start(data.Path, port);
        await using var subscriber = await broker.ConnectAsync("subscriber", Durable);
        await subscriber.SubscribeAsync("$share/g/load/#", AtLeastOnce, Deadline.Far);
        await using var publisher = await broker.ConnectAsync("publisher");

        using var enough = new CancellationTokenSource();
        var publishing = PublishAsync(publisher, acknowledged, enough.Token);
        var reading = ReadAsync(subscriber, seen);
        for (var kill = 0; kill < Kills; kill++)
        {
            int Count()
            {
                lock (acknowledged) return acknowledged.Count;
            }

            var until = Count() + random.Next(500, 5000);
            await Eventually.TrueAsync(() => Count() >= until, "the load goes on");
            await broker.KillAsync();
            await broker.DisposeAsync();
            broker = BrokerProcess.Start(data.Path, port);
        }

        await using var last = broker;
        await enough.CancelAsync();
        await publishing;
        await Eventually.TrueAsync(
            () =>
            {
                lock (seen) return acknowledged.All(seen.Contains);
            },
            "all that was acknowledged arrives");
        await subscriber.DisposeAsync();
        await reading;
    }

    [Fact]
    public async Task Sessions_subscriptions_and_retained_messages_come_back()
    {
        using var data = new TemporaryFolder();
        var port = FreePort.Find();
        await using (var broker = BrokerProcess.Start(data.Path, port))
        {
            await using var subscriber = await broker.ConnectAsync("subscriber", Durable);
            await subscriber.SubscribeAsync("a/+", AtLeastOnce, Deadline.Far);
            await subscriber.DisposeAsync();
            await using var publisher = await broker.ConnectAsync("publisher");
            for (var i = 0; i < 100; i++) await publisher.PublishAsync(Message("a/b", i), Deadline.Far);
            await publisher.PublishAsync(Message("status/x", 7) with { Retain = true }, Deadline.Far);
            await publisher.PublishAsync(Message("status/y", 8) with { Retain = true }, Deadline.Far);
            await publisher.PublishAsync(new MqttMessage("status/y", default) { Retain = true, QualityOfService = AtLeastOnce }, Deadline.Far);
            await broker.KillAsync();
        }

        await using var again = BrokerProcess.Start(data.Path, port);
        await using var back = await again.ConnectAsync("subscriber", Durable);
        for (var i = 0; i < 100; i++)
        {
            var message = await back.Messages.ReadAsync(Deadline.Far);
            Assert.Equal(i, Number(message));
            message.Acknowledge();
        }

        await back.SubscribeAsync("status/#", AtLeastOnce, Deadline.Far);
        var retained = await back.Messages.ReadAsync(Deadline.Far);
        Assert.Equal("status/x", retained.Topic);
        Assert.True(retained.Message.Retain);
        retained.Acknowledge();

        await using var other = await again.ConnectAsync("other");
        Assert.False((await other.PublishAsync(Message("a/c", 200), Deadline.Far)).NoMatchingSubscribers);
        Assert.Equal(200, Number(await back.Messages.ReadAsync(Deadline.Far)));
    }

    private static MqttClientOptions Durable(MqttClientOptions options) => options with { CleanStart = false, SessionExpiry = TimeSpan.MaxValue };

    private static MqttMessage Message(string topic, int number)
    {
        var payload = new byte[100];
        BinaryPrimitives.WriteInt32LittleEndian(payload, number);
        return new MqttMessage(topic, payload) { QualityOfService = AtLeastOnce };
    }

    private static int Number(MqttReceivedMessage message) => BinaryPrimitives.ReadInt32LittleEndian(message.Payload.Span);

    private static async Task PublishAsync(MqttClient publisher, HashSet<int> acknowledged, CancellationToken enough)
    {
        var next = -1;
        var lanes = Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                var number = Interlocked.Increment(ref next);
                var result = await publisher.PublishAsync(Message($"load/{number % 10}", number), TestContext.Current.CancellationToken);
                Assert.Equal(0, result.ReasonCode);
                lock (acknowledged) acknowledged.Add(number);
            }
        }));
        await Task.WhenAll(lanes);
    }

    private static async Task ReadAsync(MqttClient subscriber, HashSet<int> seen)
    {
        await foreach (var message in subscriber.Messages.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            lock (seen) seen.Add(Number(message));
            message.Acknowledge();
        }
    }
}
