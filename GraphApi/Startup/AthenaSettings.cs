using System.Globalization;
using FlowOptics.Lake;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.GraphApi.Startup;

/// <summary>Reads <c>FlowOptics:Athena</c>.</summary>
internal static class AthenaSettings
{
    /// <param name="data">GraphApi's folder.</param>
    /// <returns>Null where history is asked of the lake.</returns>
    /// <exception cref="ServiceConfigurationException">A setting is missing or wrong.</exception>
    public static AthenaOptions? From(IConfiguration configuration, string data)
    {
        switch (configuration["FlowOptics:History"]?.Trim())
        {
            case null or "" or "lake":
                return null;
            case "athena":
                break;
            case var other:
                throw new ServiceConfigurationException($"FlowOptics:History is '{other}': it is 'lake' or 'athena'.");
        }

        var settings = configuration.GetSection("FlowOptics");
        var otherwise = new AthenaOptions { Table = "" };
        var gigabytes = Number(settings, "Athena:ScanLimitGigabytes", 100, 0, 1 << 20);
        return otherwise with
        {
            Catalog = Text(settings, "Athena:Catalog") ?? otherwise.Catalog,
            Database = Text(settings, "Athena:Database") ?? otherwise.Database,
            Table = Text(settings, "Athena:Table") ?? throw new ServiceConfigurationException("FlowOptics:Athena:Table is missing: give the table of flow logs; `GraphApi ddl` writes the statement that makes one."),
            WorkGroup = Text(settings, "Athena:WorkGroup") ?? otherwise.WorkGroup,
            OutputLocation = Text(settings, "Athena:OutputLocation"),
            Accounts = List(Text(settings, "Athena:Accounts")),
            Regions = List(Text(settings, "Athena:Regions")),
            Late = TimeSpan.FromMinutes(Number(settings, "Athena:LateMinutes", 60, 0, 24 * 60)),
            Reuse = TimeSpan.FromMinutes(Number(settings, "Athena:ReuseMinutes", 60, 0, 7 * 24 * 60)),
            ScanLimit = gigabytes == 0 ? null : (long)(gigabytes * 1e9),
            MostRows = (int)Number(settings, "Athena:MostRows", 2_000_000, 1000, 100_000_000),
            DollarsPerTerabyte = Number(settings, "Athena:DollarsPerTerabyte", 5, 0, 1000),
            MemoryMegabytes = (int)Number(settings, "Athena:MemoryMegabytes", 256, 64, 1 << 20),
            TemporaryFolder = Path.Combine(data, "athena"),
            Endpoint = configuration["AWS_ENDPOINT_URL_ATHENA"] ?? configuration["AWS_ENDPOINT_URL"],
            S3Endpoint = configuration["AWS_ENDPOINT_URL_S3"] ?? configuration["AWS_ENDPOINT_URL"],
        };
    }

    private static string? Text(IConfiguration settings, string key) => string.IsNullOrWhiteSpace(settings[key]) ? null : settings[key]!.Trim();

    private static string[] List(string? text) => (text ?? "").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static double Number(IConfiguration settings, string key, double otherwise, double least, double most)
    {
        if (Text(settings, key) is not { } text) return otherwise;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        throw new ServiceConfigurationException(string.Create(CultureInfo.InvariantCulture, $"FlowOptics:{key} is '{text}': give a number from {least} to {most}."));
    }
}
