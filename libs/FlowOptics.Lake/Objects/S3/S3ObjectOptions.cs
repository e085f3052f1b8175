namespace FlowOptics.Lake;

/// <summary>Which of S3's objects are flow logs, and how they are asked for.</summary>
public sealed record S3ObjectOptions
{
    public required string Bucket { get; init; }

    /// <summary>Keys that begin with one of these; none covers another.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [""];

    /// <summary>Who reads pays: for buckets of others that ask for it. AWS refuses requests that do not say so.</summary>
    public bool RequesterPays { get; init; }

    /// <summary>Where S3 is, if not where the SDK knows; addressed by path then.</summary>
    public string? Endpoint { get; init; }

    /// <summary>How long a read may bring nothing before the object is asked for again, from where it was.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Objects of a listing that are held at once; 1,000 is the most that S3 gives.</summary>
    public int PageSize { get; init; } = 1000;

    /// <summary>Whether an object of this key is taken: below one of the prefixes, and of no other service that writes into the same bucket.</summary>
    public bool Takes(string key) => Prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)) && S3Keys.IsTaken(key);
}
