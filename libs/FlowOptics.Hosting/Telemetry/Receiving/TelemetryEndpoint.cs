using System.Globalization;
using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Telemetry.Receiving;

/// <summary>
/// Where the processes send their telemetry: to the dashboard, which takes OTLP over HTTP on its own port, with a key of this run; or where the user said
/// (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> in AppHost's own configuration), which then stays as it is, with its headers and its protocol.
/// </summary>
internal sealed class TelemetryEndpoint
{
    private const int KeyBytes = 16;
    private const string MetricInterval = "OTEL_METRIC_EXPORT_INTERVAL";

    // A dashboard is looked at now: OpenTelemetry's own minute is for collectors. (In development it is a second, as everywhere in Aspire.)
    private const string MetricMilliseconds = "5000";

    private readonly bool _isIntervalGiven;

    public TelemetryEndpoint(IConfiguration configuration, DistributedApplicationOptions options)
    {
        Key = configuration["AppHost:OtlpApiKey"] is { Length: > 0 } given ? given : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        Elsewhere = configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 } elsewhere ? elsewhere : null;
        _isIntervalGiven = configuration[MetricInterval] is { Length: > 0 };
        // A literal address: no look-up of a name, and no second try over IPv6.
        Address = options.DisableDashboard
            ? configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"]
            : string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{DashboardUrl.Of(configuration).Port}");
    }

    /// <summary>The dashboard's address for OTLP; null where there is no dashboard.</summary>
    public string? Address { get; }

    /// <summary>What <c>x-otlp-api-key</c> must be.</summary>
    public string Key { get; }

    /// <summary>The collector that the user gave; null when telemetry comes here.</summary>
    public string? Elsewhere { get; }

    /// <summary>Adds what OpenTelemetry's SDKs read, by Aspire's names.</summary>
    public void AddTo(Dictionary<string, object> variables, IResource resource, int replica)
    {
        variables["OTEL_SERVICE_NAME"] = resource.Name;
        var instance = string.Create(CultureInfo.InvariantCulture, $"service.instance.id={replica}");
        var given = Environment.GetEnvironmentVariable("OTEL_RESOURCE_ATTRIBUTES");
        variables["OTEL_RESOURCE_ATTRIBUTES"] = string.IsNullOrEmpty(given) ? instance : $"{given},{instance}";
        if (Elsewhere is not null || Address is null) return;
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address;
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={Key}";
        if (!_isIntervalGiven) variables[MetricInterval] = MetricMilliseconds;
    }
}
