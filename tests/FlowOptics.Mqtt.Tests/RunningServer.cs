namespace FlowOptics.Mqtt.Tests;

/// <summary>Our server, and how clients get to it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly RunningBroker _broker;

    private RunningServer(RunningBroker broker) => _broker = broker;

    public int Port => _broker.Port;

    public int HttpPort => _broker.HttpPort;

    public MqttServer Server => _broker.Server;

    public MqttServerStatistics Statistics => Server.Statistics;

    public static async Task<RunningServer> StartAsync(MqttServerOptions? options = null, TimeProvider? time = null) => new(await RunningBroker.StartedAsync(options, time));

    public MqttClientOptions Options(string clientId) => MqttClientOptions.Parse($"mqtt://127.0.0.1:{Port}", clientId);

    public MqttClientOptions WebSocketOptions(string clientId) => MqttClientOptions.Parse($"ws://127.0.0.1:{HttpPort}/mqtt", clientId);

    public Task<MqttClient> ConnectAsync(string clientId, Func<MqttClientOptions, MqttClientOptions>? configure = null) =>
        Clients.ConnectAsync(configure is null ? Options(clientId) : configure(Options(clientId)));

    public ValueTask DisposeAsync() => _broker.DisposeAsync();
}
