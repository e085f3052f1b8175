namespace FlowOptics.Lake;

/// <summary>Where the lake is, and how much it may take.</summary>
public sealed record LakeOptions
{
    /// <summary>The lake's own folder; the file in it is <c>flowoptics.duckdb</c>, temporary files go to <c>temp</c>.</summary>
    public required string Folder { get; init; }

    /// <summary>Names the bucket that the lake is made from. A lake of another bucket is set aside: its rows would be mixed with this one's.</summary>
    public required string Bucket { get; init; }

    /// <summary>DuckDB's buffers, in MiB. Queries beyond it go to temporary files; an import crawls with less than some 200.</summary>
    public int MemoryMegabytes { get; init; } = 256;

    public int Threads { get; init; } = Environment.ProcessorCount;

    public RetentionRules Retention { get; init; } = new();
}
