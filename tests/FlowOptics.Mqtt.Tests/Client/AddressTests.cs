using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Mqtt.Tests.Client;

/// <summary>Addresses that end: the connection is made anew before, and nothing is lost by it.</summary>
public sealed class AddressTests
{
    [Fact]
    public async Task A_connection_begins_anew_before_its_address_ends_with_its_session()
    {
        await using var server = await RunningServer.StartAsync();
        await using var watcher = await server.ConnectAsync("watcher");
        await watcher.SubscribeAsync("#", AtLeastOnce, Clients.Deadline);
        var asked = 0;
        await using var client = await server.ConnectAsync("renewed", options => options with
        {
            Address = _ => ValueTask.FromResult(new MqttAddress(options.Server, Interlocked.Increment(ref asked) == 1 ? DateTimeOffset.UtcNow.AddSeconds(2) : null)),
        });
        await client.SubscribeAsync("in", AtLeastOnce, Clients.Deadline);

        // Published all the while, as a service does.
        var published = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                await client.PublishAsync(Clients.Message("out", $"{published++}"), Clients.Deadline);
                return asked >= 2 && published >= 20;
            },
            "the connection did not begin anew");

        await client.WaitConnectedAsync(Clients.Deadline);
        await watcher.PublishAsync(Clients.Message("in", "still subscribed"), Clients.Deadline);
        Assert.Equal(["still subscribed"], await client.ReadAsync(1));
        var seen = new List<MqttReceivedMessage>();
        while (seen.LastOrDefault()?.Topic != "in")
        {
            seen.Add(await watcher.Messages.ReadAsync(Clients.Deadline));
            seen[^1].Acknowledge();
        }

        var numbers = seen.Where(message => message.Topic == "out").Select(message => int.Parse(message.Text(), System.Globalization.CultureInfo.InvariantCulture)).Distinct().ToList();
        Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
    }

    [Fact]
    public async Task Without_an_address_it_is_asked_again_until_there_is_one()
    {
        await using var server = await RunningServer.StartAsync();
        var asked = 0;
        await using var client = await server.ConnectAsync("patient", options => options with
        {
            Address = _ => Interlocked.Increment(ref asked) < 3 ? throw new MqttException("no credentials") : ValueTask.FromResult(new MqttAddress(options.Server, null)),
        });
        Assert.Equal(3, asked);
    }
}
