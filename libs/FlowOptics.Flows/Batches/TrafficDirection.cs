namespace FlowOptics.Flows;

/// <summary>A flow's direction as a person sees it, from which ends are public.</summary>
public enum TrafficDirection : byte
{
    /// <summary>From a public address to one of ours.</summary>
    Inbound = 1,

    /// <summary>From one of our addresses to a public one.</summary>
    Outbound = 2,

    /// <summary>Both ends are ours (private).</summary>
    Internal = 3,

    /// <summary>Both ends are public.</summary>
    Through = 4,
}
