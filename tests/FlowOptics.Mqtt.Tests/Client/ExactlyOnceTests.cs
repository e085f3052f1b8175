using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Mqtt.Tests.Client;

/// <summary>QoS 2 from our client to our client, over reconnects.</summary>
public sealed class ExactlyOnceTests
{
    [Theory]
    [InlineData(MqttVersion.V5)]
    [InlineData(MqttVersion.V311)]
    public async Task Each_message_arrives_once_and_in_order(MqttVersion version)
    {
        await using var server = await RunningServer.StartAsync();
        await using var subscriber = await server.ConnectAsync("subscriber", o => o with { Version = version });
        await using var publisher = await server.ConnectAsync("publisher", o => o with { Version = version });
        await subscriber.SubscribeAsync("a/+", ExactlyOnce, Clients.Deadline);
        var expected = Enumerable.Range(0, 1000).Select(i => $"{i}").ToList();
        var reading = subscriber.ReadAsync(expected.Count);
        await Task.WhenAll(expected.Select(text => publisher.PublishAsync(Clients.Message("a/b", text, ExactlyOnce), Clients.Deadline).AsTask()));
        Assert.Equal(expected, await reading);
    }

    [Fact]
    public async Task Each_message_arrives_once_though_the_connections_are_cut_again_and_again()
    {
        await using var server = await RunningServer.StartAsync();
        await using var publishersWay = new CutWire(server.Port);
        await using var subscribersWay = new CutWire(server.Port);
        await using var subscriber = await Clients.ConnectAsync(MqttClientOptions.Parse($"mqtt://127.0.0.1:{subscribersWay.Port}", "subscriber"));
        await using var publisher = await Clients.ConnectAsync(MqttClientOptions.Parse($"mqtt://127.0.0.1:{publishersWay.Port}", "publisher"));
        await subscriber.SubscribeAsync("a", ExactlyOnce, Clients.Deadline);
        const int count = 3000;
        var publishing = Task.WhenAll(Enumerable.Range(0, count).Select(i => publisher.PublishAsync(Clients.Message("a", $"{i}", ExactlyOnce), Clients.Deadline).AsTask()));
        var texts = new List<string>();
        while (texts.Count < count)
        {
            texts.AddRange(await subscriber.ReadAsync(100));
            if (texts.Count % 500 == 0) publishersWay.Cut();
            if (texts.Count % 700 == 0) subscribersWay.Cut();
        }

        await publishing;
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"{i}"), texts);
        Assert.False(subscriber.Messages.TryRead(out _));
    }

    [Fact]
    public async Task A_message_that_was_read_before_the_connection_broke_is_not_given_again()
    {
        await using var server = await RunningServer.StartAsync();
        await using var way = new CutWire(server.Port);
        await using var subscriber = await Clients.ConnectAsync(MqttClientOptions.Parse($"mqtt://127.0.0.1:{way.Port}", "subscriber"));
        await subscriber.SubscribeAsync("a", ExactlyOnce, Clients.Deadline);
        await server.Server.PublishAsync(Clients.Message("a", "1", ExactlyOnce), Clients.Deadline);
        var first = await subscriber.Messages.ReadAsync(Clients.Deadline);
        way.Cut();
        await Eventually.TrueAsync(() => !subscriber.IsConnected, "the cut is seen");
        first.Acknowledge();
        await subscriber.WaitConnectedAsync(Clients.Deadline);
        await server.Server.PublishAsync(Clients.Message("a", "2", ExactlyOnce), Clients.Deadline);
        Assert.Equal(["2"], await subscriber.ReadAsync(1));
        await Eventually.TrueAsync(() => server.Statistics.QueuedBytes == 0, "both are acknowledged");
    }
}
