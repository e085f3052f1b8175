using FlowOptics.Ingestor.Sources.Firehose;
using FlowOptics.Ingestor.Sources.Sqs;
using FlowOptics.Lake;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Ingestor;

/// <summary>What Ingestor takes from the configuration, and its bounds.</summary>
internal sealed record IngestorOptions
{
    /// <summary><c>{FlowOptics:Data}/ingestor</c>: the journal's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The bucket.</summary>
    public required ObjectStoreSettings Store { get; init; }

    /// <summary>The queue that the bucket's events go to; null where the bucket is a folder.</summary>
    public SqsOptions? Sqs { get; init; }

    /// <summary>Who may push records; null: nobody.</summary>
    public FirehoseOptions? Firehose { get; init; }

    /// <summary><c>FlowOptics:Format</c>: the field names of objects without a header.</summary>
    public string? Format { get; init; }

    /// <summary><c>FlowOptics:Stream</c> is <c>all</c>: objects of any age are streamed.</summary>
    public bool StreamAll { get; init; }

    /// <summary>Objects that are older than this when they are first seen are left to the lake (design: what is streamed).</summary>
    public TimeSpan StreamedAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Objects read at once. Two keep a core busy while the other one's batches wait for their PUBACKs.</summary>
    public int ParallelObjects { get; init; } = 2;

    /// <summary>Batches of one object that wait for their PUBACK; a further one waits. 8 × 96 KiB for each object in flight.</summary>
    public int BatchesInFlight { get; init; } = 8;

    /// <summary>The pause before an object that this user may not read is tried again.</summary>
    public TimeSpan ReopenAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A durable session: the broker knows Ingestor again after a restart.</summary>
    public static MqttClientOptions Connect(MqttClientOptions options) =>
        options with { CleanStart = false, SessionExpiry = TimeSpan.FromDays(1), MaxInFlight = 32 };

    /// <exception cref="ServiceConfigurationException">A setting is missing or none of its values.</exception>
    public static IngestorOptions From(IConfiguration configuration)
    {
        if (configuration["FlowOptics:Data"] is not { Length: > 0 } data)
        {
            throw new ServiceConfigurationException("FlowOptics:Data is not set: give it the absolute path of the folder for the product's own state.");
        }

        var stream = configuration["FlowOptics:Stream"] ?? "recent";
        if (stream is not ("recent" or "all"))
        {
            throw new ServiceConfigurationException($"FlowOptics:Stream is '{stream}': it is 'recent' (objects younger than an hour) or 'all'.");
        }

        var store = StoreOf(configuration);
        return new()
        {
            Folder = Path.Join(Path.GetFullPath(data), "ingestor"),
            Store = store,
            Sqs = store.S3 is null ? null : SqsOptions.From(configuration),
            Firehose = FirehoseOptions.From(configuration),
            Format = configuration["FlowOptics:Format"] is { Length: > 0 } format ? format : null,
            StreamAll = stream == "all",
        };
    }

    private static ObjectStoreSettings StoreOf(IConfiguration configuration)
    {
        try
        {
            return ObjectStoreSettings.From(configuration);
        }
        catch (ObjectStoreException e)
        {
            throw new ServiceConfigurationException(e.Message, e);
        }
    }
}
