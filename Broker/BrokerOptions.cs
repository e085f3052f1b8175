using System.Globalization;
using System.Net;
using FlowOptics.Broker.Access;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;
using Microsoft.AspNetCore.Http;

namespace FlowOptics.Broker;

/// <summary>Where the broker listens, and where it keeps what must survive it.</summary>
/// <param name="Address">Where MQTT over TCP is listened for: 127.0.0.1, unless who may connect is said.</param>
/// <param name="Port">MQTT over TCP; 0: one that is free.</param>
/// <param name="Urls">HTTP: <c>/mqtt</c> (WebSocket), <c>/alive</c>, <c>/health</c>.</param>
/// <param name="Server">Limits, profile, and the storage folder: null where no data folder is configured; then nothing survives.</param>
/// <param name="Access">Who may do what; null: everyone everything.</param>
internal sealed record BrokerOptions(IPAddress Address, int Port, IReadOnlyList<BindingAddress> Urls, MqttServerOptions Server, AccessTable? Access)
{
    public const string PortKey = "FlowOptics:Broker:Port";
    public const string AddressKey = "FlowOptics:Broker:Address";
    public const string DataKey = "FlowOptics:Data";
    public const string AccessKey = "FlowOptics:Broker:Access";
    private const string LimitsKey = "FlowOptics:Broker:Limits";
    private const string ProfileKey = "FlowOptics:Broker:Profile";
    private const string FsyncKey = "FlowOptics:Broker:Fsync";
    private const string OriginsKey = "FlowOptics:Broker:AllowedOrigins";
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
        var access = AccessConfiguration.From(configuration);
        return new BrokerOptions(ListenAddress(configuration, access), port, [.. urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(url => UrlAddress(url, access))],
            ServerOptions(configuration, string.IsNullOrEmpty(data) ? null : Path.Combine(data, "broker")), access);
    }

    private static IPAddress ListenAddress(IConfiguration configuration, AccessTable? access)
    {
        if (configuration[AddressKey] is not { Length: > 0 } text) return IPAddress.Loopback;
        if (!IPAddress.TryParse(text, out var address)) throw new ServiceConfigurationException($"{AddressKey} is '{text}': it must be an IP address, as 127.0.0.1 or 0.0.0.0.");
        return IPAddress.IsLoopback(address) || access is not null ? address
            : throw new ServiceConfigurationException($"{AddressKey} is '{text}', and every program that reaches it might do everything: say who may connect, by {AccessKey} or {AccessConfiguration.SecretsKey}.");
    }

    private static MqttServerOptions ServerOptions(IConfiguration configuration, string? storage)
    {
        MqttServerOptions? limits;
        try
        {
            limits = configuration.GetSection(LimitsKey).Get<MqttServerOptions>(binder => binder.ErrorOnUnknownConfiguration = true);
            limits?.Validate();
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or MqttException)
        {
            throw new ServiceConfigurationException($"{LimitsKey}: {wrong.Message} Its keys are the properties of MqttServerOptions.", wrong);
        }

        return (limits ?? new MqttServerOptions()) with
        {
            StorageFolder = storage,
            Fsync = OneOf(configuration, FsyncKey, ("off", false), ("on", true)),
            Profile = OneOf(configuration, ProfileKey, ("open", MqttServerProfile.Open), ("aws-iot", MqttServerProfile.AwsIot)),
            AllowedOrigins = (configuration[OriginsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };
    }

    /// <summary>The first where nothing is configured.</summary>
    private static T OneOf<T>(IConfiguration configuration, string key, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        if (configuration[key] is not { Length: > 0 } text) return choices[0].Value;
        foreach (var (name, value) in choices)
        {
            if (string.Equals(name, text, StringComparison.OrdinalIgnoreCase)) return value;
        }

        throw new ServiceConfigurationException($"{key} is '{text}': it must be {string.Join(" or ", choices.ToArray().Select(c => c.Name))}.");
    }

    private static BindingAddress UrlAddress(string url, AccessTable? access)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            if (!string.Equals(address.Scheme, "http", StringComparison.OrdinalIgnoreCase)) throw new ServiceConfigurationException($"ASPNETCORE_URLS holds '{url}': the broker speaks plain http only; TLS is ended before it.");
            // A name is listened for on this machine only, whatever it is.
            if (access is null && (address.Host is "*" or "+" || (IPAddress.TryParse(address.Host, out var host) && !IPAddress.IsLoopback(host))))
                throw new ServiceConfigurationException($"ASPNETCORE_URLS holds '{url}', and every program that reaches it might do everything, by WebSocket: say who may connect, by {AccessKey} or {AccessConfiguration.SecretsKey}.");
            return address;
        }
        catch (FormatException wrong)
        {
            throw new ServiceConfigurationException($"ASPNETCORE_URLS holds '{url}', which is no address such as http://127.0.0.1:5000.", wrong);
        }
    }
}
