namespace FlowOptics.Demo.Delivery;

/// <summary>Where the demo writes, and how much. Only the folder is configuration; the rest is there for tests.</summary>
internal sealed record DemoOptions
{
    /// <summary><c>FlowOptics:Bucket</c>: the folder that stands for the bucket.</summary>
    public required string Bucket { get; init; }

    public string HoneypotFile { get; init; } = Path.Join(AppContext.BaseDirectory, "Data", "honeypot-2013.csv.gz");

    /// <summary>How far back a first start, or a gap, is filled.</summary>
    public TimeSpan Span { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long objects are kept.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The most objects that are kept (the oldest go first): a demo that runs for days writes 76,000 a day.</summary>
    public int MaxObjects { get; init; } = 150_000;

    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(2);
}
