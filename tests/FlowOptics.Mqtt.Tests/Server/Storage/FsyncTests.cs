using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Mqtt.Tests.Server.Storage;

public sealed class FsyncTests
{
    private static MqttClientOptions Durable(MqttClientOptions options) => options with { CleanStart = false, SessionExpiry = TimeSpan.MaxValue };

    [Fact]
    public async Task A_message_is_on_the_disk_before_it_is_acknowledged_and_one_flush_serves_all_who_wait()
    {
        using var folder = new TemporaryFolder();
        using var open = new ManualResetEventSlim(true);
        var flushes = 0;
        var options = new MqttServerOptions
        {
            StorageFolder = folder.Path,
            Fsync = true,
            Syncing = () =>
            {
                Interlocked.Increment(ref flushes);
                open.Wait(TimeSpan.FromMinutes(3));
            },
        };
        await using var server = await RunningServer.StartAsync(options);
        var subscriber = await server.ConnectAsync("subscriber", Durable);
        await subscriber.SubscribeAsync("a", AtLeastOnce, Clients.Deadline);
        await subscriber.DisposeAsync();
        var publishers = new List<MqttClient>();
        for (var i = 0; i < 3; i++) publishers.Add(await server.ConnectAsync($"publisher-{i}"));

        open.Reset();
        var before = Volatile.Read(ref flushes);
        var publishing = publishers.SelectMany(p => Enumerable.Range(0, 20).Select(i => p.PublishAsync(Clients.Message("a", $"{i}"), Clients.Deadline).AsTask())).ToArray();
        await Eventually.TrueAsync(() => Volatile.Read(ref flushes) > before, "the messages come, and the disk is slow");
        Assert.DoesNotContain(publishing, p => p.IsCompleted);

        open.Set();
        await Task.WhenAll(publishing);
        Assert.True(Volatile.Read(ref flushes) - before < publishing.Length);
        foreach (var publisher in publishers) await publisher.DisposeAsync();
        await using var back = await server.ConnectAsync("subscriber", Durable);
        Assert.Equal(60, (await back.ReadAsync(60)).Count);
    }

    [Fact]
    public async Task What_nobody_waits_for_is_not_flushed()
    {
        using var folder = new TemporaryFolder();
        var flushes = 0;
        await using var server = await RunningServer.StartAsync(new MqttServerOptions
        {
            StorageFolder = folder.Path,
            Fsync = true,
            Syncing = () => Interlocked.Increment(ref flushes),
        });
        await using var publisher = await server.ConnectAsync("publisher", o => o with { SessionExpiry = TimeSpan.Zero });
        await using var viewer = await server.ConnectAsync("viewer", o => o with { SessionExpiry = TimeSpan.Zero });
        await viewer.SubscribeAsync("a", AtLeastOnce, Clients.Deadline);
        var before = Volatile.Read(ref flushes);
        for (var i = 0; i < 20; i++) await publisher.PublishAsync(Clients.Message("a", $"{i}"), Clients.Deadline);
        await viewer.ReadAsync(20);
        Assert.Equal(before, Volatile.Read(ref flushes));
    }

    [Fact]
    public async Task A_flush_that_fails_is_tried_again_by_the_next_who_waits()
    {
        using var folder = new TemporaryFolder();
        var fail = false;
        await using var server = await RunningServer.StartAsync(new MqttServerOptions
        {
            StorageFolder = folder.Path,
            Fsync = true,
            Syncing = () =>
            {
                if (Volatile.Read(ref fail)) throw new Mqtt.Server.Storage.StorageException("the disk is full", new IOException());
            },
        });
        var subscriber = await server.ConnectAsync("subscriber", Durable);
        await subscriber.SubscribeAsync("a", AtLeastOnce, Clients.Deadline);
        await subscriber.DisposeAsync();
        await using var publisher = await server.ConnectAsync("publisher");
        var lost = 0;
        publisher.ConnectionChanged += connected => lost += connected ? 0 : 1;

        Volatile.Write(ref fail, true);
        var publishing = publisher.PublishAsync(Clients.Message("a", "1"), Clients.Deadline);
        await Eventually.TrueAsync(() => Volatile.Read(ref lost) > 0, "its connection ends without a PUBACK");
        Assert.False(publishing.IsCompleted);
        Volatile.Write(ref fail, false);
        await publishing;

        await using var back = await server.ConnectAsync("subscriber", Durable);
        Assert.Equal("1", (await back.ReadAsync(1))[0]);
    }
}
