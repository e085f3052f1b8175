using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Mqtt.Tests.Server;

public sealed class PublishTests
{
    [Theory]
    [InlineData(AtMostOnce)]
    [InlineData(AtLeastOnce)]
    public async Task A_message_reaches_its_subscriber_as_it_was_published(MqttQualityOfService qos)
    {
        await using var server = await RunningServer.StartAsync();
        await using var subscriber = await server.ConnectAsync("subscriber");
        await using var publisher = await server.ConnectAsync("publisher");
        await subscriber.SubscribeAsync("a/+/c", AtLeastOnce, Clients.Deadline);

        var message = Clients.Message("a/b/c", "hello", qos) with { ContentType = "text/plain", UserProperties = [new("traceparent", "00-1"), new("traceparent", "00-2")] };
        var result = await publisher.PublishAsync(message, Clients.Deadline);

        Assert.Equal(0, result.ReasonCode);
        var received = await subscriber.Messages.ReadAsync(Clients.Deadline);
        Assert.Equal("hello", received.Text());
        Assert.Equal("a/b/c", received.Topic);
        Assert.Equal(qos, received.Message.QualityOfService);
        Assert.Equal("text/plain", received.Message.ContentType);
        Assert.Equal(message.UserProperties, received.Message.UserProperties);
    }

    [Fact]
    public async Task Nobody_subscribes_and_the_publisher_is_told()
    {
        await using var server = await RunningServer.StartAsync();
        await using var publisher = await server.ConnectAsync("publisher");
        var result = await publisher.PublishAsync(Clients.Message("a", "x"), Clients.Deadline);
        Assert.True(result.NoMatchingSubscribers);
    }

    [Fact]
    public async Task Messages_of_one_publisher_arrive_in_order_and_all_of_them()
    {
        await using var server = await RunningServer.StartAsync();
        await using var subscriber = await server.ConnectAsync("subscriber");
        await using var publisher = await server.ConnectAsync("publisher");
        await subscriber.SubscribeAsync("#", AtLeastOnce, Clients.Deadline);
        var expected = Enumerable.Range(0, 20_000).Select(i => $"{i}").ToList();

        var reading = subscriber.ReadAsync(expected.Count);
        var publishing = expected.Select(text => publisher.PublishAsync(Clients.Message("a", text), Clients.Deadline).AsTask()).ToList();
        await Task.WhenAll(publishing);

        Assert.Equal(expected, await reading);
    }

    [Fact]
    public async Task A_durable_session_gets_what_came_while_it_was_away()
    {
        await using var server = await RunningServer.StartAsync();
        await using (var early = await server.ConnectAsync("durable", o => o with { CleanStart = false, SessionExpiry = TimeSpan.MaxValue }))
        {
            await early.SubscribeAsync("a", AtLeastOnce, Clients.Deadline);
        }

        await using var publisher = await server.ConnectAsync("publisher");
        for (var i = 0; i < 3; i++) Assert.Equal(0, (await publisher.PublishAsync(Clients.Message("a", $"{i}"), Clients.Deadline)).ReasonCode);

        await using var late = await server.ConnectAsync("durable", o => o with { CleanStart = false, SessionExpiry = TimeSpan.MaxValue });
        Assert.Equal(["0", "1", "2"], await late.ReadAsync(3));
    }

    [Fact]
    public async Task A_shared_subscription_shares_evenly()
    {
        await using var server = await RunningServer.StartAsync();
        await using var one = await server.ConnectAsync("one");
        await using var two = await server.ConnectAsync("two");
        await using var publisher = await server.ConnectAsync("publisher");
        await one.SubscribeAsync("$share/g/a/#", AtLeastOnce, Clients.Deadline);
        await two.SubscribeAsync("$share/g/a/#", AtLeastOnce, Clients.Deadline);
        for (var i = 0; i < 100; i++) await publisher.PublishAsync(Clients.Message("a/b", $"{i}"), Clients.Deadline);

        var all = (await one.ReadAsync(30)).Concat(await two.ReadAsync(30)).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(60, all.Count);
    }
}
