using FlowOptics.Mqtt;
using Microsoft.Extensions.Logging;

namespace FlowOptics.ServiceDefaults.Messaging;

/// <summary>Further connections that only publish, where one may not carry all (AWS IoT Core's quotas are a connection's).</summary>
/// <param name="clients">Started; ended with this.</param>
internal sealed class PublishingConnections(IReadOnlyList<MqttClient> clients) : IAsyncDisposable
{
    private int _next;

    public static PublishingConnections Start(IEnumerable<MqttClientOptions> options, ILogger<MqttClient> logger, TimeProvider time)
    {
        var clients = options.Select(one => new MqttClient(one, logger, time)).ToList();
        clients.ForEach(client => client.Start());
        return new(clients);
    }

    /// <summary>One of them and <paramref name="main"/>, in turn.</summary>
    public MqttClient Next(MqttClient main)
    {
        if (clients.Count == 0) return main;
        var turn = (uint)Interlocked.Increment(ref _next) % (uint)(clients.Count + 1);
        return turn == 0 ? main : clients[(int)turn - 1];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients) await client.DisposeAsync();
    }
}
