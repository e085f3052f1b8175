using System.Text;

namespace FlowOptics.Mqtt.Tests;

internal static class Clients
{
    /// <summary>What a busy machine does not meet by chance.</summary>
    public static CancellationToken Deadline
    {
        get
        {
            var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            source.CancelAfter(TimeSpan.FromMinutes(3));
            return source.Token;
        }
    }

    public static async Task<MqttClient> ConnectAsync(MqttClientOptions options)
    {
        var client = new MqttClient(options);
        client.Start();
        await client.WaitConnectedAsync(Deadline);
        return client;
    }

    public static MqttMessage Message(string topic, string payload, MqttQualityOfService qos = MqttQualityOfService.AtLeastOnce, bool retain = false) =>
        new(topic, Encoding.UTF8.GetBytes(payload)) { QualityOfService = qos, Retain = retain };

    public static string Text(this MqttReceivedMessage message) => Encoding.UTF8.GetString(message.Payload.Span);

    /// <summary>The next messages' payloads, each acknowledged.</summary>
    public static async Task<List<string>> ReadAsync(this MqttClient client, int count)
    {
        var texts = new List<string>();
        var deadline = Deadline;
        while (texts.Count < count)
        {
            var message = await client.Messages.ReadAsync(deadline);
            message.Acknowledge();
            texts.Add(message.Text());
        }

        return texts;
    }
}
