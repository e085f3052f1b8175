using FlowOptics.ServiceDefaults;

namespace FlowOptics.Ingestor.Sources.Sqs;

/// <summary>The queue that the bucket's events go to, and how it is read.</summary>
internal sealed record SqsOptions
{
    private const string Key = "FlowOptics:Queue";
    private const string VisibilityKey = "FlowOptics:Sqs:VisibilitySeconds";

    /// <summary><c>FlowOptics:Queue</c>.</summary>
    public required Uri Queue { get; init; }

    /// <summary>Where SQS is: <c>AWS_ENDPOINT_URL_SQS</c> or <c>AWS_ENDPOINT_URL</c>, else where the queue's address says.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Of an address like sqs.eu-west-1.amazonaws.com; null: by the SDK's chain.</summary>
    public string? Region { get; init; }

    /// <summary>For how long nobody else gets a message that was taken; told anew each third of it while it is worked on. What a killed Ingestor had comes again after it.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A long poll's time: the longest that SQS has.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Messages in hand above which no more are taken: what is not taken waits in the queue, for other Ingestors too.</summary>
    public int MostInHand { get; init; } = 20;

    /// <summary>The pause after a call that failed, beyond the SDK's own.</summary>
    public TimeSpan AfterFault { get; init; } = TimeSpan.FromSeconds(5);

    /// <exception cref="ServiceConfigurationException">A setting is missing or wrong.</exception>
    public static SqsOptions From(IConfiguration configuration)
    {
        if (configuration[Key] is not { Length: > 0 } text)
        {
            throw new ServiceConfigurationException($"{Key} is not set: give it the URL of the queue that the bucket's events go to, as https://sqs.eu-west-1.amazonaws.com/123456789012/flow-logs.");
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var queue) || queue.Scheme is not ("http" or "https") || queue.AbsolutePath.Trim('/').Length == 0)
        {
            throw new ServiceConfigurationException($"{Key} is '{text}', which is no queue's URL: give one as https://sqs.eu-west-1.amazonaws.com/123456789012/flow-logs.");
        }

        var endpoint = configuration["AWS_ENDPOINT_URL_SQS"] ?? configuration["AWS_ENDPOINT_URL"];
        var host = queue.Host.Split('.');
        return new()
        {
            Queue = queue,
            Endpoint = endpoint is { Length: > 0 } ? endpoint : queue.GetLeftPart(UriPartial.Authority),
            Region = host is ["sqs" or "sqs-fips", var region, ..] && region.Contains('-', StringComparison.Ordinal) ? region : null,
            Visibility = TimeSpan.FromSeconds(Seconds(configuration)),
        };
    }

    private static int Seconds(IConfiguration configuration)
    {
        if (configuration[VisibilityKey] is not { Length: > 0 } text) return 60;
        return int.TryParse(text, out var seconds) && seconds is >= 2 and <= 43_200 ? seconds
            : throw new ServiceConfigurationException($"{VisibilityKey} is '{text}': give a whole number from 2 to 43200.");
    }
}
