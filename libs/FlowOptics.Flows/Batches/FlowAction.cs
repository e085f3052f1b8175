namespace FlowOptics.Flows;

/// <summary>AWS's <c>action</c>: what the security groups and network ACLs did. None where the format has no such field (Transit Gateway).</summary>
public enum FlowAction : byte
{
    None,
    Accept,
    Reject,
}
