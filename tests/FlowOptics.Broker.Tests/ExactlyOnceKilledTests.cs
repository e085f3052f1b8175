using System.Buffers.Binary;
using FlowOptics.Mqtt;
using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Broker.Tests;

/// <summary>QoS 2 and wills over kill -9 of the broker.</summary>
public sealed class ExactlyOnceKilledTests
{
    private const int Kills = 4;

    [Fact]
    public async Task Each_message_arrives_exactly_once_when_the_broker_is_killed_again_and_again_while_it_is_published()
    {
        using var data = new TemporaryFolder();
        var port = FreePort.Find();
        var random = new Random(20261123);
        var broker = BrokerProcess.Start(data.Path, port);
        await using var subscriber = await broker.ConnectAsync("subscriber", Durable);
        await using var publisher = await broker.ConnectAsync("publisher", Durable);
        await subscriber.SubscribeAsync("load/#", ExactlyOnce, Deadline.Far);

        using var enough = new CancellationTokenSource();
        var published = 0;
        var publishing = Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                var number = Interlocked.Increment(ref published) - 1;
                await publisher.PublishAsync(Message("load/x", number), Deadline.Far);
            }
        })));
        var seen = new List<int>();
        var reading = Task.Run(async () =>
        {
            await foreach (var message in subscriber.Messages.ReadAllAsync(TestContext.Current.CancellationToken))
            {
                lock (seen) seen.Add(Number(message));
                message.Acknowledge();
            }
        });
        for (var kill = 0; kill < Kills; kill++)
        {
            var until = Volatile.Read(ref published) + random.Next(300, 2000);
            await Eventually.TrueAsync(() => Volatile.Read(ref published) >= until, "the load goes on");
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
                lock (seen) return seen.Count >= published;
            },
            "all arrive");
        await subscriber.DisposeAsync();
        await reading;
        Assert.Equal(Enumerable.Range(0, published), seen.Order());
    }

    [Fact]
    public async Task A_will_is_published_when_the_broker_was_killed()
    {
        using var data = new TemporaryFolder();
        var port = FreePort.Find();
        MqttClient mortal;
        await using (var broker = BrokerProcess.Start(data.Path, port))
        {
            await using var watcher = await broker.ConnectAsync("watcher", Durable);
            await watcher.SubscribeAsync("will/#", AtLeastOnce, Deadline.Far);
            await watcher.DisposeAsync();
            mortal = await broker.ConnectAsync("mortal", o => o with { Will = Message("will/mortal", 1) });
            await broker.KillAsync();
            await mortal.DisposeAsync();
        }

        await using var again = BrokerProcess.Start(data.Path, port);
        await using var back = await again.ConnectAsync("watcher", Durable);
        Assert.Equal("will/mortal", (await back.Messages.ReadAsync(Deadline.Far)).Topic);
    }

    private static MqttClientOptions Durable(MqttClientOptions options) => options with { CleanStart = false, SessionExpiry = TimeSpan.MaxValue };

    private static MqttMessage Message(string topic, int number)
    {
        var payload = new byte[100];
        BinaryPrimitives.WriteInt32LittleEndian(payload, number);
        return new MqttMessage(topic, payload) { QualityOfService = ExactlyOnce };
    }

    private static int Number(MqttReceivedMessage message) => BinaryPrimitives.ReadInt32LittleEndian(message.Payload.Span);
}
