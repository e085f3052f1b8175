using System.Text;
using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Mqtt.Tests.Server;

public sealed class SessionTests
{
    private static MqttClientOptions Durable(MqttClientOptions options) => options with { CleanStart = false, SessionExpiry = TimeSpan.MaxValue };

    [Fact]
    public async Task A_retained_message_comes_to_who_subscribes_later_and_is_removed_by_an_empty_one()
    {
        await using var server = await RunningServer.StartAsync();
        await using var publisher = await server.ConnectAsync("publisher");
        await publisher.PublishAsync(Clients.Message("s/1", "one", retain: true), Clients.Deadline);
        await publisher.PublishAsync(Clients.Message("s/2", "two", retain: true), Clients.Deadline);
        await publisher.PublishAsync(Clients.Message("s/2", "", retain: true), Clients.Deadline);

        await using var late = await server.ConnectAsync("late");
        await late.SubscribeAsync("s/+", AtLeastOnce, Clients.Deadline);
        var message = await late.Messages.ReadAsync(Clients.Deadline);
        Assert.Equal(("one", true), (message.Text(), message.Message.Retain));
        message.Acknowledge();
        await publisher.PublishAsync(Clients.Message("s/1", "live", retain: true), Clients.Deadline);
        message = await late.Messages.ReadAsync(Clients.Deadline);
        Assert.Equal(("live", false), (message.Text(), message.Message.Retain));
        Assert.Equal(1, server.Statistics.RetainedMessages);
    }

    [Fact]
    public async Task The_will_is_published_when_a_client_is_cut_off_and_not_when_it_says_goodbye()
    {
        await using var server = await RunningServer.StartAsync();
        await using var watcher = await server.ConnectAsync("watcher");
        await watcher.SubscribeAsync("will/#", AtLeastOnce, Clients.Deadline);
        await using (await server.ConnectAsync("polite", o => o with { Will = Clients.Message("will/polite", "offline") }))
        {
        }

        // Will on "will/x" with payload "gone", then no more.
        using (var raw = new RawConnection(server.Port))
        {
            await raw.SendAsync("10 1F 00 04 4D 51 54 54 05 06 00 00 00 00 03 72 61 77 00 00 06 77 69 6C 6C 2F 78 00 04 67 6F 6E 65");
            await raw.ReadAsync();
        }

        var message = await watcher.Messages.ReadAsync(Clients.Deadline);
        Assert.Equal(("will/x", "gone"), (message.Topic, message.Text()));
    }

    [Fact]
    public async Task Manual_acknowledgement_keeps_order_and_what_is_not_acknowledged_comes_again()
    {
        await using var server = await RunningServer.StartAsync();
        var first = await server.ConnectAsync("durable", Durable);
        await first.SubscribeAsync("a", AtLeastOnce, Clients.Deadline);
        await using var publisher = await server.ConnectAsync("publisher");
        for (var i = 0; i < 4; i++) await publisher.PublishAsync(Clients.Message("a", $"{i}"), Clients.Deadline);
        var got = new List<MqttReceivedMessage>();
        for (var i = 0; i < 4; i++) got.Add(await first.Messages.ReadAsync(Clients.Deadline));

        // 0 is acknowledged; 2 and 3 are, but must wait for 1.
        got[3].Acknowledge();
        got[2].Acknowledge();
        got[0].Acknowledge();
        await first.DisposeAsync();
        got[1].Acknowledge();

        await using var second = await server.ConnectAsync("durable", Durable);
        var again = new List<MqttReceivedMessage>();
        for (var i = 0; i < 3; i++) again.Add(await second.Messages.ReadAsync(Clients.Deadline));
        Assert.Equal(["1", "2", "3"], again.Select(m => m.Text()));
        Assert.All(again, m => Assert.True(m.Duplicate));
    }

    [Fact]
    public async Task A_leaving_member_of_a_shared_subscription_gives_back_what_it_did_not_acknowledge()
    {
        await using var server = await RunningServer.StartAsync();
        var leaving = await server.ConnectAsync("leaving", o => o with { SessionExpiry = TimeSpan.Zero });
        await using var staying = await server.ConnectAsync("staying");
        await leaving.SubscribeAsync("$share/g/a", AtLeastOnce, Clients.Deadline);
        await staying.SubscribeAsync("$share/g/a", AtLeastOnce, Clients.Deadline);
        await using var publisher = await server.ConnectAsync("publisher");
        var expected = Enumerable.Range(0, 40).Select(i => $"{i}").ToHashSet(StringComparer.Ordinal);
        foreach (var text in expected) await publisher.PublishAsync(Clients.Message("a", text), Clients.Deadline);
        await leaving.Messages.ReadAsync(Clients.Deadline);
        await leaving.DisposeAsync();
        Assert.Equal(expected, (await staying.ReadAsync(40)).ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_durable_session_that_is_full_holds_its_publisher_back_and_loses_nothing()
    {
        var options = new MqttServerOptions { MaxDurableSessionBytes = 256 * 1024, ReceiveMaximum = 16 };
        await using var server = await RunningServer.StartAsync(options);
        var away = await server.ConnectAsync("durable", Durable);
        await away.SubscribeAsync("a", AtLeastOnce, Clients.Deadline);
        await away.DisposeAsync();
        await using var publisher = await server.ConnectAsync("publisher", o => o with { MaxInFlight = 64, KeepAlive = TimeSpan.FromSeconds(2) });
        var payload = new string('x', 8000);
        var acknowledged = 0;
        var publishing = Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            await publisher.PublishAsync(Clients.Message("a", $"{i} {payload}"), Clients.Deadline);
            Interlocked.Increment(ref acknowledged);
        }));

        await Eventually.TrueAsync(() => server.Statistics.QueuedBytes >= options.MaxDurableSessionBytes, "the session fills");
        Assert.True(server.Statistics.QueuedBytes < options.MaxDurableSessionBytes + (10 * 8200), "the bound holds");
        Assert.True(Volatile.Read(ref acknowledged) < 60);

        await using var back = await server.ConnectAsync("durable", Durable);
        var texts = await back.ReadAsync(200);
        await publishing;
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i}"), texts.Select(t => t.Split(' ')[0]));
        Assert.True(publisher.IsConnected);
    }

    [Fact]
    public async Task A_slow_viewer_is_bounded_in_bytes_and_stalls_nobody()
    {
        await using var server = await RunningServer.StartAsync(new MqttServerOptions { MaxSessionBytes = 256 * 1024 });
        using var slow = new RawConnection(server.Port);
        await slow.SendAsync(RawConnection.Connect);
        await slow.ReadAsync();
        await slow.SendAsync("82 07 00 0A 00 00 01 61 00");
        await slow.ReadAsync();
        await using var publisher = await server.ConnectAsync("publisher");
        var payload = new byte[16 * 1024];
        for (var i = 0; i < 4000; i++) await publisher.PublishAsync(new MqttMessage("a", payload), Clients.Deadline);
        Assert.False((await publisher.PublishAsync(Clients.Message("a", "end"), Clients.Deadline)).NoMatchingSubscribers);
        Assert.True(server.Statistics.QueuedBytes <= 256 * 1024);
        Assert.True(server.Statistics.MessagesDropped > 0);
    }

    [Fact]
    public async Task A_viewer_that_does_not_acknowledge_is_cut_off_at_its_bound()
    {
        await using var server = await RunningServer.StartAsync(new MqttServerOptions { MaxSessionBytes = 64 * 1024 });
        await using var viewer = await server.ConnectAsync("viewer", o => o with { SessionExpiry = TimeSpan.Zero, ReceiveMaximum = 4 });
        await viewer.SubscribeAsync("a", AtLeastOnce, Clients.Deadline);
        var cut = new TaskCompletionSource();
        viewer.ConnectionChanged += connected =>
        {
            if (!connected) cut.TrySetResult();
        };
        await using var publisher = await server.ConnectAsync("publisher");
        for (var i = 0; i < 20; i++) await publisher.PublishAsync(Clients.Message("a", new string('x', 8000)), Clients.Deadline);
        await cut.Task.WaitAsync(Clients.Deadline);
        Assert.True(server.Statistics.QueuedBytes <= 64 * 1024);
    }

    [Fact]
    public async Task The_server_publishes_by_itself_and_the_authorizer_is_asked()
    {
        await using var server = await RunningServer.StartAsync(new MqttServerOptions { Authorizer = new ReadOnlyMap() });
        await using var viewer = await server.ConnectAsync("viewer");
        await viewer.SubscribeAsync("map/#", AtMostOnce, Clients.Deadline);
        var refused = await Assert.ThrowsAsync<MqttException>(() => viewer.SubscribeAsync("raw/#", AtMostOnce, Clients.Deadline));
        Assert.Contains("0x87", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0x87, (await viewer.PublishAsync(Clients.Message("map/x", "mine"), Clients.Deadline)).ReasonCode);
        Assert.Equal(1, await server.Server.PublishAsync(new MqttMessage("map/x", Encoding.UTF8.GetBytes("yours")), Clients.Deadline));
        Assert.Equal("yours", (await viewer.Messages.ReadAsync(Clients.Deadline)).Text());
    }

    private sealed class ReadOnlyMap : IMqttAuthorizer, IMqttRights
    {
        public ValueTask<MqttAdmission> AdmitAsync(MqttLogin login, CancellationToken cancellationToken) => ValueTask.FromResult(MqttAdmission.With(this));

        public bool MaySubscribe(string filter) => filter.StartsWith("map/", StringComparison.Ordinal);

        public bool MayPublish(string topic) => false;
    }
}
