namespace FlowOptics.Emulator.Athena.WorkGroups;

/// <summary>A workgroup; one JSON file each.</summary>
/// <param name="IsEnforced">What it says counts, whatever a client asks for.</param>
/// <param name="BytesScannedCutoff">A query that would read more is cancelled.</param>
internal sealed record WorkGroup(string Name, string? Description, string? OutputLocation, bool IsEnforced, long? BytesScannedCutoff,
    bool PublishesMetrics, bool IsEnabled, DateTimeOffset Created);
