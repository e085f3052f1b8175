using System.Globalization;
using FlowOptics.ServiceDefaults;
using Microsoft.AspNetCore.Http;

namespace FlowOptics.Broker;

/// <summary>Where the broker listens, and where it keeps what must survive it.</summary>
/// <param name="Port">MQTT over TCP, on 127.0.0.1; 0: one that is free.</param>
/// <param name="Urls">HTTP: <c>/mqtt</c> (WebSocket), <c>/alive</c>, <c>/health</c>.</param>
/// <param name="StorageFolder">Null where no data folder is configured: then nothing survives.</param>
internal sealed record BrokerOptions(int Port, IReadOnlyList<BindingAddress> Urls, string? StorageFolder)
{
    public const string PortKey = "FlowOptics:Broker:Port";
    public const string DataKey = "FlowOptics:Data";
    private const int DefaultPort = 1883;
    private const string DefaultUrl = "http://127.0.0.1:0";

    /// <exception cref="ServiceConfigurationException">A setting is wrong; the message names it.</exception>
    public static BrokerOptions From(IConfiguration configuration)
    {
        var port = DefaultPort;
        if (configuration[PortKey] is { Length: > 0 } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port > ushort.MaxValue))
        {
            throw new ServiceConfigurationException($"{PortKey} is '{text}': it must be a port from 0 (any that is free) to 65535.");
        }

        var data = configuration[DataKey];
        if (data is { Length: > 0 } && !Path.IsPathRooted(data))
        {
            throw new ServiceConfigurationException($"{DataKey} is '{data}': it must be the absolute path of a folder.");
        }

        var urls = configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } configured ? configured : DefaultUrl;
        return new BrokerOptions(port, [.. urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Address)],
            string.IsNullOrEmpty(data) ? null : Path.Combine(data, "broker"));
    }

    private static BindingAddress Address(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            return string.Equals(address.Scheme, "http", StringComparison.OrdinalIgnoreCase)
                ? address
                : throw new ServiceConfigurationException($"ASPNETCORE_URLS holds '{url}': the broker speaks plain http only; TLS is ended before it.");
        }
        catch (FormatException wrong)
        {
            throw new ServiceConfigurationException($"ASPNETCORE_URLS holds '{url}', which is no address such as http://127.0.0.1:5000.", wrong);
        }
    }
}
