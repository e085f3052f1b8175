using FlowOptics.Geo;
using FlowOptics.GraphApi.Apis;
using FlowOptics.GraphApi.Findings;
using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.GraphApi.Startup;

/// <summary>GraphApi's settings, read and checked once. The keys are in docs/operations.md.</summary>
internal sealed record GraphApiOptions
{
    /// <summary>The bucket.</summary>
    public ObjectStoreSettings Store { get; init; } = new(CloudMode.Local, "", null);

    public required LakeOptions Lake { get; init; }

    /// <summary>History is asked of Athena; null: of the lake.</summary>
    public AthenaOptions? Athena { get; init; }

    /// <summary>Objects are imported into the lake; it stays empty otherwise.</summary>
    public bool Import { get; init; } = true;

    public required LiveWindowOptions Live { get; init; }

    public required GeoOptions Geo { get; init; }

    public QueryOptions Query { get; init; } = new();

    public FindingOptions Findings { get; init; } = new();

    /// <summary>Live records a second above which the import waits. Two cores take 200,000 and import beside; beyond that, what the import takes is missing.</summary>
    public int ImportWaitsAbove { get; init; } = 250_000;

    /// <summary>Where the built geo table is kept.</summary>
    public required string GeoFolder { get; init; }

    /// <summary>Field names for objects without a header; null: the default format.</summary>
    public string? Format { get; init; }

    /// <summary>The file of named sets, see <see cref="NamedSets"/>; null: there are none.</summary>
    public string? FilterSets { get; init; }

    public bool Demo { get; init; }

    /// <summary>All objects are streamed, old ones too.</summary>
    public bool StreamAll { get; init; }

    /// <exception cref="ServiceConfigurationException">A setting is missing or wrong.</exception>
    public static GraphApiOptions From(IConfiguration configuration)
    {
        var settings = configuration.GetSection("FlowOptics");
        var store = StoreOf(configuration, settings);
        var athena = AthenaSettings.From(configuration, Folder(settings, "Data"));
        // What Athena takes is mostly waiting.
        var questions = athena is null ? new QueryOptions().Questions : new QueryOptions().Questions with { Timeout = TimeSpan.FromMinutes(5), Concurrent = 8 };
        return new GraphApiOptions
        {
            Store = store,
            Lake = new LakeOptions
            {
                Folder = Path.Combine(Folder(settings, "Data"), "lake"),
                Bucket = store.Bucket,
                MemoryMegabytes = Number(settings, "Lake:MemoryMegabytes", 256, 64, 1 << 20),
                Threads = Number(settings, "Lake:Threads", Environment.ProcessorCount, 1, 1024),
                Retention = new RetentionRules
                {
                    Days = Number(settings, "Lake:RetentionDays", 0, 0, 36_500),
                    MaxBytes = (long)Number(settings, "Lake:MaxGigabytes", 0, 0, 1 << 20) << 30,
                },
            },
            Athena = athena,
            Import = Flag("Lake:Import", Text(settings, "Lake:Import"), athena is null),
            Live = new LiveWindowOptions
            {
                Length = TimeSpan.FromMinutes(Number(settings, "Live:Minutes", 15, 1, 24 * 60)),
                MaxBytes = Number(settings, "Live:Megabytes", 512, 16, 1 << 20) * 1024L * 1024,
            },
            Geo = new GeoOptions
            {
                CityIPv4 = Text(settings, "Geo:CityIPv4"),
                CityIPv6 = Text(settings, "Geo:CityIPv6"),
                AsnIPv4 = Text(settings, "Geo:AsnIPv4"),
                AsnIPv6 = Text(settings, "Geo:AsnIPv6"),
                AwsRanges = Text(settings, "Geo:AwsRanges"),
            },
            Query = new QueryOptions
            {
                Questions = Turns(settings, "Query", questions),
                Downloads = Turns(settings, "Download", new QueryOptions().Downloads),
                DownloadRecords = Number(settings, "Download:MaxRecords", new QueryOptions().DownloadRecords, 1, FlowsParameters.MostRecords),
                MaxDays = Number(settings, "Query:MaxDays", QueryParameters.MaxDays, 1, QueryParameters.MaxDays),
                CacheBytes = Number(settings, "Query:CacheMegabytes", 32, 0, 4096) * 1024L * 1024,
            },
            Findings = FindingSettings.From(settings.GetSection("Findings")),
            ImportWaitsAbove = Number(settings, "Lake:ImportWaitsAbove", 250_000, 1, int.MaxValue),
            GeoFolder = Text(settings, "Geo:TableFolder") ?? Path.Combine(Folder(settings, "Data"), "geo"),
            Format = Text(settings, "Format"),
            FilterSets = Text(settings, "Filter:Sets") is { } sets ? Path.GetFullPath(sets) : null,
            Demo = Text(settings, "Demo") is { } demo && bool.TryParse(demo, out var on) && on,
            StreamAll = Text(settings, "Stream") == "all",
        };
    }

    private static ObjectStoreSettings StoreOf(IConfiguration configuration, IConfiguration settings)
    {
        try
        {
            var store = ObjectStoreSettings.From(configuration);
            return store.Cloud == CloudMode.Local ? store with { Bucket = Folder(settings, "Bucket") } : store;
        }
        catch (ObjectStoreException exception)
        {
            throw new ServiceConfigurationException(exception.Message, exception);
        }
    }

    private static string? Text(IConfiguration settings, string key) => string.IsNullOrWhiteSpace(settings[key]) ? null : settings[key];

    private static string Folder(IConfiguration settings, string key)
    {
        var folder = Text(settings, key);
        if (folder is not null && Path.IsPathFullyQualified(folder)) return Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        throw new ServiceConfigurationException(folder is null
            ? $"FlowOptics:{key} is missing: set FlowOptics__{key} to the absolute path of a folder."
            : $"FlowOptics:{key} is '{folder}', which is no absolute path: set FlowOptics__{key} to one.");
    }

    private static TurnLimits Turns(IConfiguration settings, string section, TurnLimits otherwise) => otherwise with
    {
        Timeout = TimeSpan.FromSeconds(Number(settings, section + ":TimeoutSeconds", (int)otherwise.Timeout.TotalSeconds, 1, 24 * 3600)),
        Concurrent = Number(settings, section + ":Concurrent", otherwise.Concurrent, 1, 1024),
        Waiting = Number(settings, section + ":Waiting", otherwise.Waiting, 0, 10_000),
    };

    private static bool Flag(string key, string? text, bool otherwise)
    {
        if (text is null) return otherwise;
        return bool.TryParse(text, out var flag) ? flag : throw new ServiceConfigurationException($"FlowOptics:{key} is '{text}': give true or false.");
    }

    private static int Number(IConfiguration settings, string key, int otherwise, int least, int most)
    {
        if (Text(settings, key) is not { } text) return otherwise;
        if (int.TryParse(text, out var number) && number >= least && number <= most) return number;
        throw new ServiceConfigurationException($"FlowOptics:{key} is '{text}': give a whole number from {least} to {most}.");
    }
}
