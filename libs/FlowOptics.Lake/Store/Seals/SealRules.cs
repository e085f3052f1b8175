namespace FlowOptics.Lake;

/// <summary>When an hour is sealed. Early seals are exact too, but are undone by each object that still comes.</summary>
public sealed record SealRules
{
    /// <summary>An hour this long past waits no longer than for the import to come to rest: AWS delivers within some ten minutes.</summary>
    public TimeSpan Delivery { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Any hour that is over is sealed when nothing has come into it for so long.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>While objects wait, an hour is sealed when so many records have come into others since: a first import goes from the newest back.</summary>
    public long RecordsSince { get; init; } = 1_000_000;

    /// <summary>Hours are sealed together up to about so many records: each statement has its own cost, and its memory.</summary>
    public long RecordsTogether { get; init; } = 4_000_000;
}
