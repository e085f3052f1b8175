using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Mqtt.Tests.Client;

public sealed class ReturnedPayloadTests
{
    private const int Messages = 200;

    [Theory]
    [InlineData(AtMostOnce)]
    [InlineData(AtLeastOnce)]
    [InlineData(ExactlyOnce)]
    public async Task What_is_kept_stays_whole_while_the_memory_of_returned_payloads_serves_others(MqttQualityOfService qos)
    {
        await using var server = await RunningServer.StartAsync();
        await using var sender = await server.ConnectAsync("sender");
        await using var reader = await server.ConnectAsync("reader");
        await reader.SubscribeAsync("large", qos, Clients.Deadline);

        var kept = new List<(int Number, MqttReceivedMessage Message)>();
        for (var number = 0; number < Messages; number++)
        {
            await sender.PublishAsync(new MqttMessage("large", Content(number)) { QualityOfService = qos }, Clients.Deadline);
            var message = await reader.Messages.ReadAsync(Clients.Deadline);
            message.Acknowledge();
            Assert.Equal(Content(number), message.Payload.ToArray());
            if (number % 5 == 0)
            {
                kept.Add((number, message));
                continue;
            }

            // A second return must not give the array away twice.
            message.ReturnPayload();
            message.ReturnPayload();
        }

        foreach (var (number, message) in kept) Assert.Equal(Content(number), message.Payload.ToArray());
    }

    // From far below to far above where payloads are rented.
    private static byte[] Content(int number)
    {
        var content = new byte[1000 + (number * 613)];
        Array.Fill(content, (byte)number);
        return content;
    }
}
