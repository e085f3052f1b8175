namespace FlowOptics.Mqtt.Tests.Server;

/// <summary>Raw bytes in, raw bytes out: what the standard says a server answers.</summary>
public sealed class ProtocolTests
{
    /// <summary>Success, with receive maximum 256, topic alias maximum 64 and maximum packet size 256 KiB.</summary>
    private const string Connack = "20 0E 00 00 0B 21 01 00 22 00 40 27 00 04 00 00";

    [Theory]
    [InlineData("PINGREQ", "C0 00", "D0 00")]
    [InlineData("SUBSCRIBE", "82 07 00 0A 00 00 01 61 01", "90 04 00 0A 00 01")]
    [InlineData("SUBSCRIBE at QoS 2", "82 07 00 0A 00 00 01 61 02", "90 04 00 0A 00 02")]
    [InlineData("SUBSCRIBE to no filter at all", "82 08 00 0A 00 00 02 61 23 00", "90 04 00 0A 00 8F")]
    [InlineData("UNSUBSCRIBE of what was not there", "A2 06 00 0B 00 00 01 61", "B0 04 00 0B 00 11")]
    [InlineData("PUBLISH at QoS 1 to nobody", "32 06 00 01 61 00 07 00", "40 03 00 07 10")]
    [InlineData("PUBLISH at QoS 2 to nobody", "34 06 00 01 61 00 07 00", "50 03 00 07 10")]
    [InlineData("PUBREL of nothing", "62 02 00 07", "70 03 00 07 92")]
    [InlineData("a second CONNECT (MQTT-3.1.0-2)", RawConnection.Connect, "E0 01 82")]
    [InlineData("malformed PUBLISH", "36 06 00 01 61 00 01 00", "E0 01 81")]
    [InlineData("topic with a wildcard (MQTT-3.3.2-2)", "30 04 00 01 2B 00", "E0 01 90")]
    [InlineData("topic alias beyond the maximum (MQTT-3.3.2-9)", "30 07 00 01 61 03 23 00 41", "E0 01 94")]
    [InlineData("subscription identifier from a client (MQTT-3.3.4-6)", "30 06 00 01 61 02 0B 01", "E0 01 82")]
    [InlineData("CONNACK from a client", "20 03 00 00 00", "E0 01 82")]
    [InlineData("larger than the maximum packet size", "30 81 80 10", "E0 01 95")]
    [InlineData("DISCONNECT that would keep a session which ends (3.14.2.2.2)", "E0 07 00 05 11 00 00 00 01", "E0 01 82")]
    public async Task Answers(string what, string sent, string expected)
    {
        await using var server = await RunningServer.StartAsync();
        using var raw = new RawConnection(server.Port);
        await raw.SendAsync(RawConnection.Connect);
        Assert.Equal(Connack, await raw.ReadAsync());
        await raw.SendAsync(sent);
        var answer = await raw.ReadAsync();
        Assert.True(expected == answer, $"{what}: {answer}");
        if (expected.StartsWith("E0", StringComparison.Ordinal)) Assert.Equal("closed", await raw.ReadAsync());
    }

    [Theory]
    [InlineData("no CONNECT first (MQTT-3.1.0-1)", "C0 00", "closed")]
    [InlineData("not MQTT at all", "47 45 54 20 2F 20 48 54 54 50 2F 31 2E 31 0D 0A 0D 0A", "closed")]
    [InlineData("protocol level 6 (MQTT-3.1.2-2)", "10 0D 00 04 4D 51 54 54 06 02 00 1E 00 00 00", "20 03 00 84 00")]
    [InlineData("extended authentication", "10 13 00 04 4D 51 54 54 05 02 00 1E 06 15 00 01 61 17 00 00 00", "20 03 00 8C 00")]
    [InlineData("3.1.1 without an identifier and not clean (MQTT-3.1.3-8)", "10 0C 00 04 4D 51 54 54 04 00 00 3C 00 00", "20 02 00 02")]
    [InlineData("3.1 (MQIsdp)", "10 0F 00 06 4D 51 49 73 64 70 03 02 00 1E 00 01 61", "20 02 00 01")]
    [InlineData("3.1.1", "10 0D 00 04 4D 51 54 54 04 02 00 3C 00 01 61", "20 02 00 00")]
    public async Task Answers_the_first_packet(string what, string sent, string expected)
    {
        await using var server = await RunningServer.StartAsync();
        using var raw = new RawConnection(server.Port);
        await raw.SendAsync(sent);
        var answer = await raw.ReadAsync();
        Assert.True(expected == answer, $"{what}: {answer}");
    }

    [Fact]
    public async Task Exactly_once_is_routed_once_however_often_it_is_sent()
    {
        await using var server = await RunningServer.StartAsync();
        await using var subscriber = await server.ConnectAsync("subscriber");
        await subscriber.SubscribeAsync("a", MqttQualityOfService.AtLeastOnce, Clients.Deadline);
        using var raw = new RawConnection(server.Port);
        await raw.SendAsync(RawConnection.Connect);
        await raw.ReadAsync();
        await raw.SendAsync("34 07 00 01 61 00 07 00 31");
        Assert.Equal("50 02 00 07", await raw.ReadAsync());
        await raw.SendAsync("3C 07 00 01 61 00 07 00 31");
        Assert.Equal("50 02 00 07", await raw.ReadAsync());
        await raw.SendAsync("62 02 00 07");
        Assert.Equal("70 02 00 07", await raw.ReadAsync());
        await raw.SendAsync("34 07 00 01 61 00 07 00 32");
        Assert.Equal("50 02 00 07", await raw.ReadAsync());
        Assert.Equal(["1", "2"], await subscriber.ReadAsync(2));
    }

    [Fact]
    public async Task A_packet_may_come_byte_by_byte()
    {
        await using var server = await RunningServer.StartAsync();
        using var raw = new RawConnection(server.Port);
        foreach (var b in RawConnection.Connect.Split(' ')) await raw.SendAsync(b);
        Assert.Equal(Connack, await raw.ReadAsync());
    }

    [Fact]
    public async Task A_newer_connection_of_the_same_client_ends_the_older()
    {
        await using var server = await RunningServer.StartAsync();
        using var older = new RawConnection(server.Port);
        await older.SendAsync(RawConnection.Connect);
        await older.ReadAsync();
        using var newer = new RawConnection(server.Port);
        await newer.SendAsync(RawConnection.Connect);
        Assert.Equal(Connack, await newer.ReadAsync());
        Assert.Equal("E0 01 8E", await older.ReadAsync());
        Assert.Equal("closed", await older.ReadAsync());
    }

    [Fact]
    public async Task Silence_beyond_the_keep_alive_and_no_CONNECT_in_time_end_a_connection()
    {
        await using var server = await RunningServer.StartAsync();
        using var silent = new RawConnection(server.Port);
        using var nothing = new RawConnection(server.Port);

        // Keep-alive of one second.
        await silent.SendAsync("10 12 00 04 4D 51 54 54 05 02 00 01 02 17 00 00 03 72 61 77");
        Assert.Equal(Connack, await silent.ReadAsync());
        Assert.Equal("E0 01 8D", await silent.ReadAsync());
        Assert.Equal("closed", await nothing.ReadAsync());
    }
}
