namespace FlowOptics.Flows;

/// <summary>
/// A batch with what was found out about both ends. Place and network columns hold indices into <see cref="Places"/> and
/// <see cref="Networks"/>, whose element 0 is always <see cref="Place.None"/> and <see cref="Network.None"/>.
/// </summary>
public sealed class EnrichedBatch
{
    public required FlowBatch Flows { get; init; }

    public required IReadOnlyList<Place> Places { get; init; }

    public required IReadOnlyList<Network> Networks { get; init; }

    public required int[] SrcPlace { get; init; }

    public required int[] DstPlace { get; init; }

    public required int[] SrcNetwork { get; init; }

    public required int[] DstNetwork { get; init; }

    public required AddressKind[] SrcKind { get; init; }

    public required AddressKind[] DstKind { get; init; }

    public required TrafficDirection[] Direction { get; init; }

    public required ServiceSide[] ServiceSide { get; init; }
}
