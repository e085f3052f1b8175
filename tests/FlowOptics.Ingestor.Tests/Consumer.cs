using System.Collections.Concurrent;
using System.Text;
using FlowOptics.Flows;
using FlowOptics.Mqtt;

namespace FlowOptics.Ingestor.Tests;

/// <summary>Takes raw batches as an Enricher does, and counts each record once, by its origin.</summary>
internal sealed class Consumer : IAsyncDisposable
{
    private readonly MqttClient _client;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _reading;
    private readonly ConcurrentDictionary<(string Key, string ETag, long Record), byte> _records = new();

    private Consumer(MqttClient client)
    {
        _client = client;
        _reading = ReadAsync();
    }

    public int Records => _records.Count;

    public int Batches { get; private set; }

    public ConcurrentQueue<MqttReceivedMessage> Messages { get; } = new();

    public IEnumerable<string> Objects => Messages.Where(m => m.Topic.StartsWith("flowoptics/v1/objects/", StringComparison.Ordinal)).Select(m => Encoding.UTF8.GetString(m.Payload.Span));

    public static async Task<Consumer> StartAsync(int port)
    {
        var client = new MqttClient(MqttClientOptions.Parse($"mqtt://127.0.0.1:{port}", "consumer") with { CleanStart = false, SessionExpiry = TimeSpan.MaxValue });
        client.Start();
        await client.SubscribeAsync("$share/enricher/flowoptics/v1/raw/#", MqttQualityOfService.AtLeastOnce, TestContext.Current.CancellationToken);
        await client.SubscribeAsync("flowoptics/v1/objects/#", MqttQualityOfService.AtLeastOnce, TestContext.Current.CancellationToken);
        return new(client);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _end.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task ReadAsync()
    {
        await foreach (var message in _client.Messages.ReadAllAsync(_end.Token))
        {
            if (message.Topic.StartsWith("flowoptics/v1/raw/", StringComparison.Ordinal))
            {
                var batch = FlowWire.DecodeBatch(message.Payload);
                Batches++;
                for (var i = 0; i < batch.Count; i++) _records[(batch.Origin.Key, batch.Origin.ETag, batch.Origin.FirstRecord + i)] = 0;
            }

            Messages.Enqueue(message);
            message.Acknowledge();
        }
    }
}
