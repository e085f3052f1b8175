using System.Globalization;
using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>The statements that bind clients: our client against raw bytes.</summary>
public sealed class ClientConformanceTests
{
    private const string Resumed = "20 [ 01 00 ( ) ]";

    private static MqttClientOptions Kept(MqttClientOptions options) => options with { SessionExpiry = TimeSpan.FromSeconds(100) };

    [Fact]
    [Covers("3.1.2-20")]
    public async Task It_pings_where_it_has_nothing_else_to_say()
    {
        var time = new ManualTime();
        await using var server = new FakeServer(o => o with { KeepAlive = TimeSpan.FromSeconds(10) }, time);
        await server.AcceptAsync("""10 [ "MQTT" 05 02 000A ( 11 00000000 21 0040 22 0010 ) "c" ]""");
        await AdvanceAsync(time, TimeSpan.FromSeconds(5));
        await server.ExpectAsync("C0 00");

        // It is not answered, so the server is gone.
        await AdvanceAsync(time, TimeSpan.FromSeconds(5));
        await server.ExpectAsync("closed");
    }

    [Fact]
    [Covers("3.1.2-21 3.2.2-21")]
    public async Task It_uses_the_servers_keep_alive()
    {
        var time = new ManualTime();
        await using var server = new FakeServer(o => o with { KeepAlive = TimeSpan.FromHours(10) }, time);
        await server.AcceptAsync(connack: "20 [ 00 00 ( 13 0004 ) ]");
        await AdvanceAsync(time, TimeSpan.FromSeconds(2));
        await server.ExpectAsync("C0 00");
    }

    [Fact]
    [Covers("3.2.2-4")]
    public async Task It_closes_where_the_server_resumes_a_session_that_it_does_not_have()
    {
        await using var server = new FakeServer();
        await server.AcceptWireAsync();
        await server.SendAsync(Resumed);
        await server.ExpectAsync("closed");
        Assert.False(server.Client.IsConnected);
    }

    [Fact]
    [Covers("3.2.2-5")]
    public async Task Where_the_server_has_lost_the_session_it_begins_anew()
    {
        await using var server = new FakeServer(Kept);
        await server.AcceptAsync();
        var subscribing = server.Client.SubscribeAsync("a", AtLeastOnce, Clients.Deadline);
        await server.ExpectAsync("""82 [ 0001 ( ) "a" 01 ]""");
        await server.SendAsync("90 [ 0001 ( ) 01 ]");
        await subscribing;
        await server.SendAsync("""34 [ "a" 0001 ( ) 'x' ]""");
        (await server.Client.Messages.ReadAsync(Clients.Deadline)).Acknowledge();
        await server.ExpectAsync("50 02 0001");
        await server.DropAsync();

        // It subscribes again, and the identifier of the lost session means nothing.
        await server.AcceptAsync("""10 [ "MQTT" 05 00 0000 ( 11 00000064 21 0040 22 0010 ) "c" ]""");
        await server.ExpectAsync("""82 [ 0002 ( ) "a" 01 ]""");
        await server.SendAsync("90 [ 0002 ( ) 01 ]");
        await server.SendAsync("""34 [ "a" 0001 ( ) 'y' ]""");
        Assert.Equal("y", (await server.Client.Messages.ReadAsync(Clients.Deadline)).Text());
    }

    [Fact]
    [Covers("3.2.2-14")]
    public async Task It_does_what_the_server_says_it_can()
    {
        await using var server = new FakeServer();
        await server.AcceptAsync(connack: "20 [ 00 00 ( 24 00 25 00 27 00000014 28 00 29 00 2A 00 ) ]");
        var client = server.Client;
        foreach (var message in new[] { Clients.Message("a", "1"), Clients.Message("a", "1", AtMostOnce, retain: true), Clients.Message("a", new string('x', 20), AtMostOnce) })
        {
            await Assert.ThrowsAsync<MqttException>(async () => await client.PublishAsync(message, Clients.Deadline));
        }

        foreach (var subscription in new MqttSubscription[] { new("a/+", AtMostOnce), new("$share/g/a", AtMostOnce), new("a", AtMostOnce) { Identifier = 1 } })
        {
            await Assert.ThrowsAsync<MqttException>(() => client.SubscribeAsync(subscription, Clients.Deadline));
        }

        await client.PublishAsync(Clients.Message("a", "ok", AtMostOnce), Clients.Deadline);
        await server.ExpectAsync("""30 [ "a" ( ) 'ok' ]""");
    }

    [Fact]
    [Covers("3.2.2-16")]
    public async Task Each_client_without_an_identifier_gets_its_own_and_keeps_it()
    {
        await using var server = new FakeServer(o => o with { ClientId = "" });
        await server.AcceptAsync("""10 [ "MQTT" 05 02 0000 ( 11 00000000 21 0040 22 0010 ) "" ]""", """20 [ 00 00 ( 12 "given" ) ]""");
        await server.DropAsync();
        await server.AcceptAsync("""10 [ "MQTT" 05 00 0000 ( 11 00000000 21 0040 22 0010 ) "given" ]""");

        await using var real = await BareServer.StartAsync(new MqttServerOptions(), TimeProvider.System);
        using var first = await Wire.ConnectAsync(real.Port);
        using var second = await Wire.ConnectAsync(real.Port);
        var connect = Notation.Bytes("""10 [ "MQTT" 05 02 0000 ( ) "" ]""");
        await first.SendAsync(connect);
        await second.SendAsync(connect);
        Assert.NotEqual(await first.ReadAsync(), await second.ReadAsync());
    }

    [Fact]
    [Covers("3.2.2-17 3.3.2-9 3.3.2-7")]
    public async Task It_gives_aliases_up_to_the_servers_maximum_anew_on_each_connection()
    {
        await using var server = new FakeServer(Kept);
        await server.AcceptAsync(connack: "20 [ 00 00 ( 22 0001 ) ]");
        foreach (var topic in new[] { "topic/1", "topic/1", "topic/2" }) await server.Client.PublishAsync(Clients.Message(topic, "x", AtMostOnce), Clients.Deadline);
        await server.ExpectAsync("""30 [ "topic/1" ( 23 0001 ) 'x' ]""");
        await server.ExpectAsync("""30 [ "" ( 23 0001 ) 'x' ]""");
        await server.ExpectAsync("""30 [ "topic/2" ( ) 'x' ]""");
        await server.DropAsync();
        await server.AcceptAsync(connack: "20 [ 01 00 ( 22 0001 ) ]");
        await server.Client.PublishAsync(Clients.Message("topic/1", "x", AtMostOnce), Clients.Deadline);
        await server.ExpectAsync("""30 [ "topic/1" ( 23 0001 ) 'x' ]""");
    }

    [Fact]
    [Covers("3.2.2-18")]
    public async Task And_none_where_the_server_takes_none()
    {
        await using var server = new FakeServer();
        await server.AcceptAsync();
        for (var i = 0; i < 2; i++) await server.Client.PublishAsync(Clients.Message("topic/1", "x", AtMostOnce), Clients.Deadline);
        await server.ExpectAsync("""30 [ "topic/1" ( ) 'x' ]""");
        await server.ExpectAsync("""30 [ "topic/1" ( ) 'x' ]""");
    }

    [Fact]
    [Covers("3.3.2-10")]
    public async Task It_takes_aliases_up_to_its_own_maximum_and_no_others()
    {
        await using var server = new FakeServer();
        await server.AcceptAsync();
        await server.SendAsync("""30 [ "first" ( 23 0001 ) ] 30 [ "last" ( 23 0010 ) ] 30 [ "" ( 23 0001 ) ] 30 [ "" ( 23 0010 26 "k" "v" ) ]""");
        foreach (var topic in new[] { "first", "last", "first", "last" }) Assert.Equal(topic, (await server.Client.Messages.ReadAsync(Clients.Deadline)).Topic);
        await server.SendAsync("""30 [ "beyond" ( 23 0011 ) ]""");
        await server.ExpectAsync("E0 01 94");
        await server.ExpectAsync("closed");
    }

    [Fact]
    [Covers("3.3.4-7 3.3.4-8 4.9.0-2 4.9.0-3")]
    public async Task It_leaves_no_more_unacknowledged_than_the_server_allows_and_goes_on_with_all_else()
    {
        await using var server = new FakeServer();
        await server.AcceptAsync(connack: "20 [ 00 00 ( 21 0002 ) ]");
        var client = server.Client;
        var publishing = Enumerable.Range(0, 3).Select(i => client.PublishAsync(Clients.Message("a", $"{i}", i == 1 ? ExactlyOnce : AtLeastOnce), Clients.Deadline).AsTask()).ToArray();
        await server.ExpectAsync("""32 [ "a" 0001 ( ) '0' ]""");
        await server.ExpectAsync("""34 [ "a" 0002 ( ) '1' ]""");
        var subscribing = client.SubscribeAsync("b", AtMostOnce, Clients.Deadline);
        await server.ExpectAsync("""82 [ 0003 ( ) "b" 00 ]""");
        await server.SendAsync("90 [ 0003 ( ) 00 ]");
        await subscribing;
        await server.SendAsync("50 02 0002");
        await server.ExpectAsync("62 02 0002");
        await server.SendAsync("70 02 0002");
        await server.ExpectAsync("""32 [ "a" 0004 ( ) '2' ]""");
        await server.SendAsync("40 02 0001 40 03 0004 10");
        Assert.Equal([0, 0, 0x10], (await Task.WhenAll(publishing)).Select(r => (int)r.ReasonCode));
    }

    [Fact]
    [Covers("4.9.0-1 3.3.4-9")]
    public async Task It_bears_a_server_that_sends_some_more_than_its_receive_maximum_and_ends_one_that_sends_without_limit()
    {
        await using var server = new FakeServer(o => o with { ReceiveMaximum = 1 });
        await server.AcceptAsync();
        for (var identifier = 1; identifier <= 16; identifier++) await server.SendAsync(string.Create(CultureInfo.InvariantCulture, $"""32 [ "a" {identifier:X4} ( ) ]"""));
        var messages = new List<MqttReceivedMessage>();
        for (var i = 0; i < 16; i++) messages.Add(await server.Client.Messages.ReadAsync(Clients.Deadline));
        messages[0].Acknowledge();
        await server.ExpectAsync("40 02 0001");
        await server.SendAsync("""34 [ "a" 0011 ( ) ] 32 [ "a" 0012 ( ) ]""");
        await server.ExpectAsync("E0 01 93");
        await server.ExpectAsync("closed");
    }

    [Fact]
    [Covers("4.5.0-2 4.6.0-2 4.6.0-3")]
    public async Task It_acknowledges_in_the_order_of_receipt()
    {
        await using var server = new FakeServer();
        await server.AcceptAsync();
        await server.SendAsync("""32 [ "a" 0001 ( ) ] 34 [ "a" 0002 ( ) ] 32 [ "a" 0003 ( ) ] 34 [ "a" 0004 ( ) ]""");
        var messages = new List<MqttReceivedMessage>();
        for (var i = 0; i < 4; i++) messages.Add(await server.Client.Messages.ReadAsync(Clients.Deadline));
        messages.Reverse();
        foreach (var message in messages) message.Acknowledge();
        await server.ExpectAsync("40 02 0001");
        await server.ExpectAsync("50 02 0002");
        await server.ExpectAsync("40 02 0003");
        await server.ExpectAsync("50 02 0004");
        await server.SendAsync("62 02 0002 62 02 0009");
        await server.ExpectAsync("70 02 0002");
        await server.ExpectAsync("70 03 0009 92");
    }

    [Fact]
    [Covers("4.6.0-1 4.6.0-4 4.4.0-1 3.3.1-1 4.3.3-6")]
    public async Task What_was_not_acknowledged_is_sent_again_in_its_order()
    {
        await using var server = new FakeServer(Kept);
        await server.AcceptAsync();
        var publishing = Enumerable.Range(0, 4)
            .Select(i => server.Client.PublishAsync(Clients.Message("a", $"{i}", i % 2 == 0 ? AtLeastOnce : ExactlyOnce), Clients.Deadline).AsTask()).ToArray();
        await server.ExpectAsync("""32 [ "a" 0001 ( ) '0' ]""");
        await server.ExpectAsync("""34 [ "a" 0002 ( ) '1' ]""");
        await server.ExpectAsync("""32 [ "a" 0003 ( ) '2' ]""");
        await server.ExpectAsync("""34 [ "a" 0004 ( ) '3' ]""");
        await server.SendAsync("50 02 0002");
        await server.ExpectAsync("62 02 0002");
        await server.DropAsync();
        await server.AcceptAsync(connack: Resumed);
        await server.ExpectAsync("""3A [ "a" 0001 ( ) '0' ]""");
        await server.ExpectAsync("62 02 0002");
        await server.ExpectAsync("""3A [ "a" 0003 ( ) '2' ]""");
        await server.ExpectAsync("""3C [ "a" 0004 ( ) '3' ]""");
        await server.SendAsync("50 02 0004 40 02 0001 40 02 0003 70 02 0002");
        await server.ExpectAsync("62 02 0004");
        await server.SendAsync("70 02 0004");
        await Task.WhenAll(publishing);
    }

    [Fact]
    [Covers("4.3.3-10 4.3.3-12")]
    public async Task A_message_at_QoS_2_is_given_once_until_its_PUBREL_and_then_is_another()
    {
        await using var server = new FakeServer(Kept);
        await server.AcceptAsync();
        await server.SendAsync("""34 [ "a" 0001 ( ) '1' ] 3C [ "a" 0001 ( ) '1' ]""");
        var first = await server.Client.Messages.ReadAsync(Clients.Deadline);
        first.Acknowledge();
        await server.ExpectAsync("50 02 0001");
        await server.SendAsync("""3C [ "a" 0001 ( ) '1' ]""");
        await server.ExpectAsync("50 02 0001");
        await server.DropAsync();
        await server.AcceptAsync(connack: Resumed);
        await server.SendAsync("""3C [ "a" 0001 ( ) '1' ]""");
        await server.ExpectAsync("50 02 0001");
        await server.SendAsync("62 02 0001");
        await server.ExpectAsync("70 02 0001");
        await server.SendAsync("""34 [ "a" 0001 ( ) '2' ]""");
        Assert.Equal("2", (await server.Client.Messages.ReadAsync(Clients.Deadline)).Text());
    }

    [Fact]
    [Covers("2.2.1-3")]
    public async Task Identifiers_are_not_given_twice_at_a_time()
    {
        await using var server = new FakeServer();
        await server.AcceptAsync();
        var client = server.Client;
        var subscribing = client.SubscribeAsync("a", AtMostOnce, Clients.Deadline);
        var publishing = client.PublishAsync(Clients.Message("a", "x"), Clients.Deadline);
        var leaving = client.UnsubscribeAsync("b", Clients.Deadline);
        await server.ExpectAsync("""82 [ 0001 ( ) "a" 00 ]""");
        await server.ExpectAsync("""32 [ "a" 0002 ( ) 'x' ]""");
        await server.ExpectAsync("""A2 [ 0003 ( ) "b" ]""");
        await server.SendAsync("B0 [ 0003 ( ) 11 ] 40 02 0002 90 [ 0001 ( ) 00 ]");
        await leaving;
        await publishing;
        await subscribing;
    }

    [Fact]
    [Covers("3.14.4-1 3.14.4-2")]
    public async Task It_says_goodbye_and_nothing_after_it()
    {
        await using var server = new FakeServer();
        await server.AcceptAsync();
        var ending = server.Client.DisposeAsync();
        await server.ExpectAsync("E0 00");
        await server.ExpectAsync("closed");
        await ending;
    }

    [Theory]
    [Covers("4.13.1-1 2.1.3-1 3.3.2-8")]
    [InlineData("36 [ 'bad' ]", "81")]
    [InlineData("D1 00", "81")]
    [InlineData("30 [ \"a\" ( 23 0000 ) ]", "94")]
    [InlineData("30 [ \"a/+\" ( ) ]", "90")]
    [InlineData("30 [ \"\" ( ) ]", "82")]
    [InlineData("C0 00", "82")]
    [InlineData("10 [ ]", "82")]
    [InlineData("40 03 0001 77", "82")]
    [InlineData("90 [ 0001 ( ) 03 ]", "82")]
    [InlineData("30 FF FF FF FF 7F", "81")]
    [InlineData("30 80 00", "81")]
    public async Task A_server_that_breaks_the_protocol_is_told_so(string sent, string reason)
    {
        await using var server = new FakeServer();
        await server.AcceptAsync();
        await server.SendAsync(sent);
        await server.ExpectAsync($"E0 01 {reason}");
        await server.ExpectAsync("closed");
    }

    [Fact]
    public async Task In_3_1_1_it_sends_no_properties_and_ends_without_a_word()
    {
        await using var server = new FakeServer(o => o with { Version = MqttVersion.V311, Will = Clients.Message("w", "gone") });
        await server.AcceptAsync("""10 [ "MQTT" 04 0E 0000 "c" "w" "gone" ]""", "20 02 00 00");
        var client = server.Client;
        var subscribing = client.SubscribeAsync(new MqttSubscription("a", AtLeastOnce) { NoLocal = true, Identifier = 7 }, Clients.Deadline);
        await server.ExpectAsync("""82 [ 0001 "a" 01 ]""");
        await server.SendAsync("90 [ 0001 01 ]");
        await subscribing;
        var publishing = client.PublishAsync(Clients.Message("a", "x") with { ContentType = "text" }, Clients.Deadline);
        await server.ExpectAsync("""32 [ "a" 0002 'x' ]""");
        await server.SendAsync("""40 02 0002 32 [ "a" 0001 'y' ]""");
        await publishing;
        (await client.Messages.ReadAsync(Clients.Deadline)).Acknowledge();
        await server.ExpectAsync("40 02 0001");
        var leaving = client.UnsubscribeAsync("a", Clients.Deadline);
        await server.ExpectAsync("""A2 [ 0003 "a" ]""");
        await server.SendAsync("B0 02 0003");
        await leaving;
        await server.SendAsync("E0 00");
        await server.ExpectAsync("closed");
    }

    /// <summary>The client's timer is there soon after it has read CONNACK.</summary>
    private static async Task AdvanceAsync(ManualTime time, TimeSpan by)
    {
        await Eventually.TrueAsync(() => time.HasTimers, "the client watches its keep-alive");
        time.Advance(by);
    }
}
