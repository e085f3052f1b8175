using System.Text;
using FlowOptics.Mqtt.Tests.Server;
using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Mqtt.Tests.Hostile;

/// <summary>Each limit, its reason code, and its count.</summary>
public sealed class LimitTests
{
    [Theory]
    [InlineData(1, 100, "connections")]
    [InlineData(100, 1, "connectionsOfAddress")]
    public async Task A_connection_too_many_is_closed_and_room_comes_back(int max, int maxOfAddress, string cause)
    {
        await using var server = await RunningServer.StartAsync(new MqttServerOptions { MaxConnections = max, MaxConnectionsOfAddress = maxOfAddress });
        using (var first = new RawConnection(server.Port))
        {
            await first.SendAsync(RawConnection.Connect);
            Assert.StartsWith("20", await first.ReadAsync(), StringComparison.Ordinal);
            using var second = new RawConnection(server.Port);
            Assert.Equal("closed", await second.ReadAsync());
            Assert.Equal(1, server.Statistics.Refused[cause]);
        }

        await Eventually.TrueAsync(() => server.Statistics.Connections == 0, "the first has gone");
        await using var third = await server.ConnectAsync("third");
    }

    [Fact]
    public async Task A_session_too_many_is_refused_in_CONNACK()
    {
        await using var server = await RunningServer.StartAsync(new MqttServerOptions { MaxSessions = 1 });
        await using var first = await server.ConnectAsync("first");
        using var raw = new RawConnection(server.Port);
        await raw.SendAsync(RawConnection.Connect);
        Assert.Equal("20 03 00 97 00", await raw.ReadAsync());
        Assert.Equal(1, server.Statistics.Refused["sessions"]);
    }

    [Fact]
    public async Task A_client_identifier_that_is_too_long_is_refused_in_CONNACK()
    {
        await using var server = await RunningServer.StartAsync(new MqttServerOptions { MaxClientIdSize = 2 });
        using var raw = new RawConnection(server.Port);
        await raw.SendAsync(RawConnection.Connect);
        Assert.Equal("20 03 00 85 00", await raw.ReadAsync());
    }

    [Theory]
    [InlineData("82 07 00 0A 00 00 01 61 00", "82 07 00 0B 00 00 01 62 00", "90 04 00 0B 00 97", "subscriptions")]
    [InlineData("82 07 00 0A 00 00 01 61 00", "82 07 00 0B 00 00 01 61 00", "90 04 00 0B 00 00", null)]
    [InlineData("82 07 00 0A 00 00 01 61 00", "82 0B 00 0B 00 00 05 61 2F 62 2F 63 00", "90 04 00 0B 00 8F", "topic")]
    [InlineData("82 07 00 0A 00 00 01 61 00", "82 0F 00 0B 00 00 09 61 61 61 61 61 61 61 61 61 00", "90 04 00 0B 00 8F", "topic")]
    public async Task A_subscription_beyond_a_limit_is_refused_in_SUBACK(string first, string second, string expected, string? cause)
    {
        await using var server = await RunningServer.StartAsync(new MqttServerOptions { MaxSubscriptionsOfSession = 1, MaxTopicLevels = 2, MaxTopicSize = 8 });
        using var raw = await ConnectedAsync(server);
        await raw.SendAsync(first);
        Assert.Equal("90 04 00 0A 00 00", await raw.ReadAsync());
        await raw.SendAsync(second);
        Assert.Equal(expected, await raw.ReadAsync());
        if (cause is not null) Assert.Equal(1, server.Statistics.Refused[cause]);
    }

    [Fact]
    public async Task Subscriptions_of_all_sessions_are_bounded()
    {
        await using var server = await RunningServer.StartAsync(new MqttServerOptions { MaxSubscriptions = 1 });
        await using var first = await server.ConnectAsync("first");
        await first.SubscribeAsync("a", AtMostOnce, Clients.Deadline);
        using var raw = await ConnectedAsync(server);
        await raw.SendAsync("82 07 00 0A 00 00 01 62 00");
        Assert.Equal("90 04 00 0A 00 97", await raw.ReadAsync());
    }

    [Theory]
    [InlineData("30 08 00 05 61 2F 62 2F 63 00", "E0 01 90", "topic")]
    [InlineData("30 81 08", "E0 01 95", "packetSize")]
    [InlineData("30 17 00 01 61 13 26 00 07 6E 61 6D 65 6E 61 6D 00 07 76 61 6C 75 65 76 61", "E0 01 97", "userProperties")]
    public async Task A_packet_beyond_a_limit_ends_its_connection(string packet, string expected, string cause)
    {
        await using var server = await RunningServer.StartAsync(new MqttServerOptions { MaxTopicLevels = 2, MaxPacketSize = 1024, MaxUserPropertySize = 16 });
        using var raw = await ConnectedAsync(server);
        await raw.SendAsync(packet);
        Assert.Equal(expected, await raw.ReadAsync());
        Assert.Equal("closed", await raw.ReadAsync());
        Assert.Equal(1, server.Statistics.Refused[cause]);
    }

    [Theory]
    [InlineData(2, 1_000_000)]
    [InlineData(100, 1000)]
    public async Task Retained_messages_are_bounded_in_number_and_bytes_and_replaced_ones_are_none_more(int maxMessages, long maxBytes)
    {
        await using var server = await RunningServer.StartAsync(new MqttServerOptions { MaxRetainedMessages = maxMessages, MaxRetainedBytes = maxBytes });
        await using var publisher = await server.ConnectAsync("publisher");
        async Task<byte> RetainAsync(string topic, int size) =>
            (await publisher.PublishAsync(new MqttMessage(topic, new byte[size]) { QualityOfService = AtLeastOnce, Retain = true }, Clients.Deadline)).ReasonCode;

        Assert.NotEqual(0x97, await RetainAsync("a", 400));
        Assert.NotEqual(0x97, await RetainAsync("b", 400));
        Assert.NotEqual(0x97, await RetainAsync("b", 410));
        Assert.Equal(0x97, await RetainAsync("c", 400));
        Assert.NotEqual(0x97, await RetainAsync("a", 0));
        Assert.NotEqual(0x97, await RetainAsync("c", 400));
        Assert.Equal(2, server.Statistics.RetainedMessages);
        Assert.Equal(1, server.Statistics.Refused["retained"]);
        Assert.True(server.Statistics.RetainedBytes is > 800 and < 1000);
    }

    [Fact]
    public async Task What_is_in_flight_to_a_client_is_bounded_however_much_it_would_take()
    {
        await using var server = await RunningServer.StartAsync(new MqttServerOptions { MaxInFlight = 2 });
        using var raw = await ConnectedAsync(server);
        await raw.SendAsync("82 07 00 0A 00 00 01 61 01");
        await raw.ReadAsync();
        for (var i = 1; i <= 3; i++) await server.Server.PublishAsync(Clients.Message("a", $"{i}"), Clients.Deadline);
        Assert.EndsWith("31", await raw.ReadAsync(), StringComparison.Ordinal);
        var second = await raw.ReadAsync();
        Assert.EndsWith("32", second, StringComparison.Ordinal);

        // The third comes when one of the two is acknowledged, not before: a ping is answered first.
        await raw.SendAsync("C0 00");
        Assert.Equal("D0 00", await raw.ReadAsync());
        await raw.SendAsync("40 02 00 01");
        Assert.EndsWith("33", await raw.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_publishes_to_SYS_and_who_subscribes_reads_the_servers_counts()
    {
        await using var server = await RunningServer.StartAsync();
        await using var client = await server.ConnectAsync("client");
        Assert.Equal(0x87, (await client.PublishAsync(Clients.Message("$SYS/broker/version", "forged"), Clients.Deadline)).ReasonCode);
        Assert.Equal(0, server.Statistics.RetainedMessages);

        await client.SubscribeAsync("$SYS/broker/#", AtMostOnce, Clients.Deadline);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        while (values.Count < 13)
        {
            var message = await client.Messages.ReadAsync(Clients.Deadline);
            values[message.Topic] = Encoding.UTF8.GetString(message.Payload.Span);
        }

        Assert.StartsWith("FlowOptics version", values["$SYS/broker/version"], StringComparison.Ordinal);
        Assert.Equal("1", values["$SYS/broker/clients/connected"]);
        Assert.Equal("1", values["$SYS/broker/subscriptions/count"]);
        Assert.EndsWith("seconds", values["$SYS/broker/uptime"], StringComparison.Ordinal);
    }

    private static async Task<RawConnection> ConnectedAsync(RunningServer server)
    {
        var raw = new RawConnection(server.Port);
        await raw.SendAsync(RawConnection.Connect);
        await raw.ReadAsync();
        return raw;
    }
}
