using System.Globalization;
using FlowOptics.Lake;

namespace FlowOptics.AppHost;

/// <summary>How the product is to run: the command line, checked.</summary>
internal sealed record ProductOptions
{
    /// <summary>The product's own state; absolute.</summary>
    public required string Data { get; init; }

    /// <summary>The user's own flow logs, only read; null: the bucket in <see cref="Data"/>.</summary>
    public string? Logs { get; init; }

    public bool Demo { get; init; }

    public CloudMode Cloud { get; init; }

    /// <summary>Questions of history are asked of Athena, not of the lake.</summary>
    public bool HistoryInAthena { get; init; }

    /// <summary>Where Aspire's manifest is to be written instead of a run; null: the product runs.</summary>
    public string? Manifest { get; init; }

    public required int Port { get; init; }

    /// <summary>The port was asked for, so no other place is looked at.</summary>
    public bool IsPortGiven { get; init; }

    public required int DashboardPort { get; init; }

    public required int BrokerPort { get; init; }

    /// <summary>Of what answers as AWS, in the modes where that is on this machine.</summary>
    public required int CloudPort { get; init; }

    /// <summary>S3 and SQS are stood in for.</summary>
    public bool HasStandIn => Cloud is CloudMode.Emulated or CloudMode.LocalStack;

    /// <summary>Also objects that were already old when first seen go to the live map.</summary>
    public bool StreamAll { get; init; }

    /// <summary>Field names for objects that have no header.</summary>
    public string? Format { get; init; }

    public bool Verbose { get; init; }

    /// <summary>The dashboard asks for no token.</summary>
    public bool DashboardOpen { get; init; }

    public required string DashboardToken { get; init; }

    /// <summary>What to ask once the product runs; null: just run.</summary>
    public Question? Question { get; init; }

    /// <summary>Opens the last answer again.</summary>
    public bool ShowLastAnswer { get; init; }

    public string Bucket => HasStandIn ? FlowLogs.S3Url : Logs ?? Path.Combine(Data, "bucket");

    public string PageUrl => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{Port}");

    public string CloudUrl => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{CloudPort}");

    public string DashboardUrl => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{DashboardPort}");

    public string DashboardLink => DashboardOpen ? DashboardUrl : $"{DashboardUrl}/login?t={Uri.EscapeDataString(DashboardToken)}";

    public DistributedApplicationOptions ForAspire() => new()
    {
        Args = Manifest is null ? [] : ["--publisher", "manifest", "--output-path", Manifest],
        EnableResourceLogging = Verbose,
    };

    /// <summary>What Aspire reads from its configuration, under its names.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Configuration() =>
    [
        new("ASPNETCORE_URLS", DashboardUrl),
        new("AppHost:BrowserToken", DashboardToken),
        new("ASPIRE_ALLOW_UNSECURED_TRANSPORT", "true"),
        new("ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", DashboardOpen ? "true" : "false"),
        new("Logging:LogLevel:Default", Verbose ? "Information" : "Warning"),
    ];
}
