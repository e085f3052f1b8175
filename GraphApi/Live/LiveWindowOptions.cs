namespace FlowOptics.GraphApi.Live;

/// <summary>How much the live window holds.</summary>
internal sealed record LiveWindowOptions
{
    public TimeSpan Length { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Beyond it the oldest arrivals are dropped before their time, and the window's start moves.</summary>
    public long MaxBytes { get; init; } = 512L * 1024 * 1024;
}
