using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Mqtt;

/// <summary>
/// An MQTT 5 client that stays connected: it reconnects with jittered backoff, resumes its session, sends unacknowledged QoS 1 publishes again,
/// and subscribes again where the server lost the session.
/// </summary>
public sealed class MqttClient : IAsyncDisposable
{
    public MqttClient(MqttClientOptions options, ILogger<MqttClient>? logger = null, TimeProvider? time = null)
    {
        _ = options;
        _ = logger;
        _ = time;
    }

    public bool IsConnected => throw new NotImplementedException();

    /// <summary>Raised with true at each connect and with false at each disconnect, never concurrently.</summary>
    public event Action<bool>? ConnectionChanged { add => throw new NotImplementedException(); remove => throw new NotImplementedException(); }

    /// <summary>
    /// Messages in order of receipt. Bounded by Receive Maximum for QoS 1; for QoS 0 a reader that is slower than the server loses the
    /// oldest, and <see cref="DroppedMessages"/> counts them.
    /// </summary>
    public ChannelReader<MqttReceivedMessage> Messages => throw new NotImplementedException();

    public long DroppedMessages => throw new NotImplementedException();

    /// <summary>Starts to connect in the background, for ever, until disposed. Returns at once.</summary>
    public void Start() => throw new NotImplementedException();

    /// <summary>Completes when connected (at once where it is).</summary>
    public Task WaitConnectedAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>
    /// QoS 1: completes with the server's PUBACK, across reconnects; waits for a free place in flight first. QoS 0: completes when written;
    /// throws <see cref="MqttNotConnectedException"/> while there is no connection.
    /// </summary>
    public ValueTask<MqttPublishResult> PublishAsync(MqttMessage message, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Subscribes now if connected, and again at each new session. Completes with the first SUBACK.</summary>
    /// <exception cref="MqttException">The server refused the filter.</exception>
    public Task SubscribeAsync(string filter, MqttQualityOfService qos, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
