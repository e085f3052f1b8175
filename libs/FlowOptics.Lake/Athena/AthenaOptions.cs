namespace FlowOptics.Lake;

/// <summary>Which table is asked, and what a question may cost.</summary>
public sealed record AthenaOptions
{
    public string Catalog { get; init; } = "AwsDataCatalog";

    public string Database { get; init; } = "default";

    public required string Table { get; init; }

    public string WorkGroup { get; init; } = "primary";

    /// <summary>Where results are written, as s3://bucket/prefix/; null: the workgroup says it.</summary>
    public string? OutputLocation { get; init; }

    /// <summary>The accounts that a question without one is about; empty: what the table's projection lists, else all.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Likewise the regions.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>How long after a record's start its object may be filed under a later day.</summary>
    public TimeSpan Late { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A result is used again for so long where the statement is the same and its range is past; zero: never.</summary>
    public TimeSpan Reuse { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A question whose objects are larger together is not begun, and one that reads more is ended; null: no limit but the workgroup's.</summary>
    public long? ScanLimit { get; init; }

    /// <summary>The most rows of one result.</summary>
    public int MostRows { get; init; } = 2_000_000;

    /// <summary>US dollars for a terabyte (2^40 bytes) read.</summary>
    public double DollarsPerTerabyte { get; init; } = 5;

    /// <summary>DuckDB's buffers for what Athena has added up, in MiB, for each question that runs.</summary>
    public int MemoryMegabytes { get; init; } = 256;

    /// <summary>Where these go when they do not fit; null: the system's folder for temporary files.</summary>
    public string? TemporaryFolder { get; init; }

    /// <summary>Null: by <c>AWS_ENDPOINT_URL_ATHENA</c> or <c>AWS_ENDPOINT_URL</c>, else AWS.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Of the results' bucket. Null: by <c>AWS_ENDPOINT_URL_S3</c> or <c>AWS_ENDPOINT_URL</c>, else AWS.</summary>
    public string? S3Endpoint { get; init; }
}
