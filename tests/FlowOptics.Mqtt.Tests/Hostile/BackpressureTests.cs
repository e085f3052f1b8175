using System.Buffers.Binary;
using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Mqtt.Tests.Hostile;

/// <summary>A service that is away while its publishers go on at full speed.</summary>
public sealed class BackpressureTests
{
    private const int PayloadSize = 16 * 1024;
    private const int Messages = 6000;
    private const long SessionBytes = 24L * 1024 * 1024;

    [Fact]
    public async Task With_a_service_away_no_queue_and_no_file_grows_past_its_limit_and_on_its_return_all_arrives_in_order()
    {
        using var folder = new TemporaryFolder();
        var options = new MqttServerOptions { StorageFolder = folder.Path, MaxDurableSessionBytes = SessionBytes };
        await using var server = await RunningServer.StartAsync(options);
        var away = await server.ConnectAsync("enricher-0", Durable);
        await away.SubscribeAsync("$share/enricher/raw/#", AtLeastOnce, Clients.Deadline);
        await away.DisposeAsync();
        await using var viewer = await server.ConnectAsync("viewer", o => o with { SessionExpiry = TimeSpan.Zero });
        await viewer.SubscribeAsync("map/#", AtMostOnce, Clients.Deadline);
        await using var publisher = await server.ConnectAsync("ingestor-0");
        var acknowledged = 0;
        var publishing = PublishAllAsync(publisher, () => Interlocked.Increment(ref acknowledged));

        await Eventually.TrueAsync(() => server.Statistics.QueuedBytes >= SessionBytes, "the session is full");
        var held = Volatile.Read(ref acknowledged);
        Assert.InRange(held, 1, Messages - 1);
        AssertBounded();

        // Others are served meanwhile, and so is the publisher's own connection.
        await using (var enricher = await server.ConnectAsync("enricher-1"))
        {
            await enricher.PublishAsync(Clients.Message("map/x", "tick"), Clients.Deadline);
            Assert.Equal("tick", (await viewer.Messages.ReadAsync(Clients.Deadline)).Text());
        }

        Assert.True(publisher.IsConnected);
        AssertBounded();

        await using var back = await server.ConnectAsync("enricher-0", Durable);
        for (var i = 0; i < Messages; i++)
        {
            var message = await back.Messages.ReadAsync(Clients.Deadline);
            Assert.Equal(i, BinaryPrimitives.ReadInt32LittleEndian(message.Payload.Span));
            message.Acknowledge();
            if (i % 500 == 0) AssertBounded();
        }

        await publishing;
        Assert.Equal(Messages, acknowledged);
        await Eventually.TrueAsync(() => server.Statistics.QueuedBytes == 0, "nothing is left");

        void AssertBounded()
        {
            // One message more, since a session is full when it has passed its limit.
            Assert.InRange(server.Statistics.QueuedBytes, 0, SessionBytes + (2 * PayloadSize));
            var files = new DirectoryInfo(folder.Path).GetFiles();
            Assert.All(files, file => Assert.InRange(file.Length, 0, (16 * 1024 * 1024) + (options.ReceiveMaximum * (PayloadSize + 100))));

            // What waits, twice, and the segments that are not worth a move.
            Assert.InRange(files.Sum(f => f.Length), 0, (2 * SessionBytes) + (6 * 17 * 1024 * 1024));
        }
    }

    private static MqttClientOptions Durable(MqttClientOptions options) => options with { CleanStart = false, SessionExpiry = TimeSpan.MaxValue };

    /// <summary>In order; the client itself holds back what the server does not acknowledge.</summary>
    private static async Task PublishAllAsync(MqttClient publisher, Action acknowledged)
    {
        var outstanding = new Queue<Task>();
        for (var i = 0; i < Messages; i++)
        {
            var payload = new byte[PayloadSize];
            BinaryPrimitives.WriteInt32LittleEndian(payload, i);
            outstanding.Enqueue(PublishAsync(payload));
            if (outstanding.Count >= 64) await outstanding.Dequeue();
        }

        await Task.WhenAll(outstanding);

        async Task PublishAsync(byte[] payload)
        {
            await publisher.PublishAsync(new MqttMessage("raw/1/eu-west-1", payload) { QualityOfService = AtLeastOnce }, Clients.Deadline);
            acknowledged();
        }
    }
}
