using FlowOptics.Aws;
using FlowOptics.Mqtt;
using Microsoft.Extensions.Configuration;

namespace FlowOptics.ServiceDefaults.Messaging;

/// <summary>What AWS IoT Core asks of its clients beside a certificate: signed addresses over WebSocket, a protocol by name on port 443, and quotas a connection.</summary>
internal static class IotSettings
{
    private const string ProfileKey = "FlowOptics:Mqtt:Profile";
    private const string RegionKey = "FlowOptics:Mqtt:Region";
    private const string ConnectionsKey = "FlowOptics:Mqtt:Connections";
    private const int MostConnections = 64;

    // https://docs.aws.amazon.com/iot/latest/developerguide/protocols.html: MQTT with a client's certificate on 443.
    private const string Protocol = "x-amzn-mqtt-ca";
    private const int HttpsPort = 443;

    // https://docs.aws.amazon.com/general/latest/gr/iot-core.html: 100 publishes and 512 KB a second and connection. A tenth is left for what comes with a message, and for a burst.
    private static readonly MqttRate Rate = new(90, 460 * 1024);

    /// <exception cref="ServiceConfigurationException">A setting is missing or wrong.</exception>
    public static MqttClientOptions Apply(MqttClientOptions options, IConfiguration configuration, TimeProvider time)
    {
        switch (configuration[ProfileKey])
        {
            case null or "" or "open": return options;
            case "aws-iot": break;
            case var other: throw new ServiceConfigurationException($"{ProfileKey} is '{other}': it is 'open' or 'aws-iot'.");
        }

        options = options with { Rate = Rate };
        switch (options.Server)
        {
            case { Scheme: "ws" or "wss" } server:
                var region = configuration[RegionKey] is { Length: > 0 } named ? named : IotHost.RegionOf(server.Host)
                    ?? throw new ServiceConfigurationException($"{RegionKey} is not set, and the name '{server.Host}' does not say it: set it to the endpoint's region, as eu-west-1.");
                return options with { Address = new IotAddress(server, region, time).NextAsync };
            case { Scheme: "mqtts" } when options.Certificate is null:
                throw new ServiceConfigurationException("FlowOptics:Mqtt:Certificate is not set: AWS IoT Core knows who comes by mqtts:// by a certificate; set it, or make ConnectionStrings:mqtt wss://…/mqtt, which is signed with AWS credentials.");
            case { Scheme: "mqtts", Port: HttpsPort }:
                return options with { ApplicationProtocol = Protocol };
            default:
                return options;
        }
    }

    /// <summary>How many connections publish.</summary>
    /// <exception cref="ServiceConfigurationException">It is none of the numbers that may be.</exception>
    public static int Connections(IConfiguration configuration) => WholeNumber.Read(configuration, ConnectionsKey, 1, MostConnections) ?? 1;
}
