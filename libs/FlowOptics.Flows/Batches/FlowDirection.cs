namespace FlowOptics.Flows;

/// <summary>AWS's <c>flow-direction</c>, seen from the interface. None where the format has no such field.</summary>
public enum FlowDirection : byte
{
    None,
    Ingress,
    Egress,
}
