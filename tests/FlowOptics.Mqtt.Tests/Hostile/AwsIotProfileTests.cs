using FlowOptics.Mqtt.Server.Limits;
using FlowOptics.Mqtt.Tests.Server;
using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Mqtt.Tests.Hostile;

/// <summary>AWS IoT Core's limits, each at its edge.</summary>
public sealed class AwsIotProfileTests
{
    private const string Connect311 = "10 0F 00 04 4D 51 54 54 04 02 00 00 00 03 72 61 77";

    private static readonly MqttServerOptions Options = new() { Profile = MqttServerProfile.AwsIot };

    [Fact]
    public async Task A_payload_of_128_KiB_passes_and_a_larger_one_ends_the_connection()
    {
        await using var server = await RunningServer.StartAsync(Options);
        await using var client = await server.ConnectAsync("client");
        Assert.NotEqual(0x97, (await client.PublishAsync(Message("a", 128 * 1024), Clients.Deadline)).ReasonCode);
        using var raw = await ConnectedAsync(server);
        var payload = new byte[4 + (128 * 1024) + 1];
        payload[1] = 1;
        payload[2] = (byte)'a';
        await raw.SendAsync([0x30, 0x85, 0x80, 0x08, .. payload]);
        Assert.Equal("E0 01 95", await raw.ReadAsync());
    }

    [Theory]
    [InlineData("a/b/c/d/e/f/g/h", true)]
    [InlineData("a/b/c/d/e/f/g/h/i", false)]
    public async Task A_topic_and_a_filter_have_seven_slashes_at_most(string topic, bool allowed)
    {
        await using var server = await RunningServer.StartAsync(Options);
        await using var client = await server.ConnectAsync("client");
        if (allowed)
        {
            await client.SubscribeAsync(topic, AtMostOnce, Clients.Deadline);
            Assert.Equal(0, (await client.PublishAsync(Message(topic, 1), Clients.Deadline)).ReasonCode);
            return;
        }

        await Assert.ThrowsAsync<MqttException>(() => client.SubscribeAsync(topic, AtMostOnce, Clients.Deadline));
        Assert.Equal(1, server.Statistics.Refused["topic"]);
    }

    [Fact]
    public void Topics_have_256_bytes_client_identifiers_128_keep_alives_30_to_1200_seconds_and_100_are_in_flight()
    {
        var limits = EffectiveLimits.Of(Options);
        Assert.True(ClientLimits.IsTopicAllowed(limits, new string('x', 256)));
        Assert.False(ClientLimits.IsTopicAllowed(limits, new string('x', 257)));
        Assert.False(ClientLimits.IsTopicAllowed(limits, new string('é', 129)));
        Assert.Equal(128, limits.MaxClientIdSize);
        Assert.Equal((30, 600, 1200, 1200), (limits.KeepAliveFor(5), limits.KeepAliveFor(600), limits.KeepAliveFor(0), limits.KeepAliveFor(ushort.MaxValue)));
        Assert.Equal((100, 100), (limits.ReceiveMaximum, limits.MaxInFlight));
        Assert.Equal(TimeSpan.Zero, limits.SystemTopicsInterval);
    }

    [Fact]
    public async Task A_keep_alive_that_is_not_allowed_is_replaced_in_CONNACK_with_the_highest_QoS_and_receive_maximum()
    {
        await using var server = await RunningServer.StartAsync(Options);
        using var raw = new RawConnection(server.Port);
        await raw.SendAsync(RawConnection.Connect);
        var connack = await raw.ReadAsync();
        Assert.Contains("13 04 B0", connack, StringComparison.Ordinal);
        Assert.Contains("24 01", connack, StringComparison.Ordinal);
        Assert.Contains("21 00 64", connack, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QoS_2_is_not_spoken()
    {
        await using var server = await RunningServer.StartAsync(Options);
        using var five = await ConnectedAsync(server);
        await five.SendAsync("82 07 00 0A 00 00 01 61 02");
        Assert.Equal("90 04 00 0A 00 01", await five.ReadAsync());
        await five.SendAsync("34 06 00 01 61 00 07 00");
        Assert.Equal("E0 01 9B", await five.ReadAsync());

        // 3.1.1: no SUBACK and no PUBREC, and the connection goes on.
        using var three = new RawConnection(server.Port);
        await three.SendAsync(Connect311);
        Assert.Equal("20 02 00 00", await three.ReadAsync());
        await three.SendAsync("82 06 00 0A 00 01 61 02 34 05 00 01 61 00 07 C0 00");
        Assert.Equal("D0 00", await three.ReadAsync());
        Assert.Equal(3, server.Statistics.Refused["qualityOfService"]);
    }

    [Fact]
    public async Task Eight_filters_are_in_a_SUBSCRIBE_and_50_subscriptions_on_a_connection()
    {
        await using var server = await RunningServer.StartAsync(Options);
        using var raw = await ConnectedAsync(server);
        await raw.SendAsync(Subscribe(1, 9, 0));
        Assert.Equal("90 0C 00 01 00" + string.Concat(Enumerable.Repeat(" 97", 9)), await raw.ReadAsync());
        for (byte i = 0; i < 6; i++)
        {
            await raw.SendAsync(Subscribe((byte)(i + 2), 8, i * 8));
            Assert.EndsWith("00 00 00 00 00 00 00 00 00", await raw.ReadAsync(), StringComparison.Ordinal);
        }

        await raw.SendAsync(Subscribe(9, 3, 48));
        Assert.Equal("90 06 00 09 00 00 00 97", await raw.ReadAsync());
    }

    [Fact]
    public async Task The_hundred_and_first_publish_of_a_second_is_discarded_and_the_connection_goes_on()
    {
        await using var server = await RunningServer.StartAsync(Options, new FrozenTime());
        await using var client = await server.ConnectAsync("client");
        for (var i = 0; i < 100; i++) Assert.Equal(0x10, (await client.PublishAsync(Message("a", 1), Clients.Deadline)).ReasonCode);
        Assert.Equal(0x97, (await client.PublishAsync(Message("a", 1), Clients.Deadline)).ReasonCode);
        Assert.Equal(1, server.Statistics.Refused["publishRate"]);

        using var three = new RawConnection(server.Port);
        await three.SendAsync(Connect311);
        await three.ReadAsync();
        var publishes = string.Concat(Enumerable.Repeat("30 04 00 01 61 31 ", 100)) + "32 06 00 01 61 00 07 31 C0 00";
        await three.SendAsync(publishes);
        Assert.Equal("D0 00", await three.ReadAsync());
    }

    [Fact]
    public void A_connection_carries_512_KiB_a_second_in_any_second()
    {
        var time = new TickingTime();
        var bucket = new TokenBucket(512 * 1024, time);
        for (var i = 0; i < 4; i++)
        {
            Assert.True(bucket.Has(128 * 1024));
            bucket.Take(128 * 1024);
        }

        Assert.False(bucket.Has(128 * 1024));
        time.Pass(TimeSpan.FromSeconds(0.5));
        Assert.True(bucket.Has(256 * 1024));
        time.Pass(TimeSpan.FromMinutes(5));
        Assert.True(bucket.Has(512 * 1024));
        Assert.False(bucket.Has((512 * 1024) + 1));
    }

    /// <summary>As many one-letter filters as asked for, from the first on.</summary>
    private static byte[] Subscribe(byte id, int count, int first) =>
        [0x82, (byte)(3 + (count * 4)), 0, id, 0, .. Enumerable.Range(first, count).SelectMany(i => new byte[] { 0, 1, (byte)('0' + i), 0 })];

    private static MqttMessage Message(string topic, int size) => new(topic, new byte[size]) { QualityOfService = AtLeastOnce };

    private static async Task<RawConnection> ConnectedAsync(RunningServer server)
    {
        var raw = new RawConnection(server.Port);
        await raw.SendAsync(RawConnection.Connect);
        await raw.ReadAsync();
        return raw;
    }

    private sealed class FrozenTime : TimeProvider
    {
        public override long GetTimestamp() => 1;
    }
}
