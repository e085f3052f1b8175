using System.Globalization;
using System.Net;
using System.Net.Sockets;
using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Mqtt.Tests.Client;

/// <summary>Our client talks to other people's server.</summary>
public sealed class MosquittoTests
{
    [Fact]
    public async Task Publishes_and_subscribes_through_a_real_mosquitto()
    {
        var (broker, port) = Start();
        await using var running = broker;
        var options = MqttClientOptions.Parse($"mqtt://127.0.0.1:{port}", "ours");
        await using var subscriber = await Clients.ConnectAsync(options with { ClientId = "subscriber" });
        await using var publisher = await Clients.ConnectAsync(options with { ClientId = "publisher" });
        await subscriber.SubscribeAsync("$share/g/a/#", AtLeastOnce, Clients.Deadline);
        var expected = Enumerable.Range(0, 2000).Select(i => $"{i}").ToList();
        var reading = subscriber.ReadAsync(expected.Count);
        var results = await Task.WhenAll(expected.Select(text => publisher.PublishAsync(
            Clients.Message("a/b", text) with { UserProperties = [new("traceparent", text)] }, Clients.Deadline).AsTask()));
        Assert.All(results, result => Assert.Equal(0, result.ReasonCode));
        Assert.Equal(expected, await reading);
        Assert.True((await publisher.PublishAsync(Clients.Message("nobody", "x"), Clients.Deadline)).NoMatchingSubscribers);
    }

    [Fact]
    public async Task Resumes_its_session_when_mosquitto_comes_back()
    {
        var (broker, port) = Start();
        var options = MqttClientOptions.Parse($"mqtt://127.0.0.1:{port}", "ours");
        await using var client = await Clients.ConnectAsync(options);
        await client.SubscribeAsync("a", AtLeastOnce, Clients.Deadline);
        await broker.DisposeAsync();
        await Eventually.IsTrue(() => !client.IsConnected, "the client sees that the server is gone");
        var publishing = client.PublishAsync(Clients.Message("a", "kept"), Clients.Within(40)).AsTask();

        // Without persistence: the session is lost, so the client subscribes again before it sends what it kept.
        await using var again = Start(port).Broker;
        Assert.Equal(0, (await publishing).ReasonCode);
        Assert.Equal(["kept"], await client.ReadAsync(1));
    }

    private static (Tool Broker, int Port) Start(int? port = null)
    {
        var program = Tool.Mosquitto("mosquitto");
        var chosen = port ?? FreePort();
        return (Tool.Start(program, "-p", chosen.ToString(CultureInfo.InvariantCulture)), chosen);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
