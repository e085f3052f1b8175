namespace FlowOptics.Demo.Delivery;

/// <summary>How much the demo writes; there for tests.</summary>
internal sealed record DemoOptions
{
    public string HoneypotFile { get; init; } = Path.Join(AppContext.BaseDirectory, "Data", "honeypot-2013.csv.gz");

    /// <summary>How far back a first start, or a gap, is filled.</summary>
    public TimeSpan Span { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long objects are kept.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The most objects that are kept (the oldest go first): a demo that runs for days writes 76,000 a day.</summary>
    public int MaxObjects { get; init; } = 150_000;

    public TimeSpan Tick { get; init; } = TimeSpan.FromSeconds(2);
}
