namespace FlowOptics.Flows;

/// <summary>Which end of a record is the logged interface's own address. Numbers are stored in the lake.</summary>
public enum OwnEnd : byte
{
    /// <summary>Both ends could be.</summary>
    Unknown,
    Source,
    Destination,
}

/// <summary>The rule for <see cref="OwnEnd"/>.</summary>
public static class OwnEnds
{
    /// <summary>flow-direction says it (egress: the source); without it, the one private end.</summary>
    public static OwnEnd Of(FlowDirection flowDirection, TrafficDirection direction) => (flowDirection, direction) switch
    {
        (FlowDirection.Egress, _) => OwnEnd.Source,
        (FlowDirection.Ingress, _) => OwnEnd.Destination,
        (_, TrafficDirection.Outbound) => OwnEnd.Source,
        (_, TrafficDirection.Inbound) => OwnEnd.Destination,
        _ => OwnEnd.Unknown,
    };
}
