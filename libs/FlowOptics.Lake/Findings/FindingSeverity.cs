namespace FlowOptics.Lake;

/// <summary>How bad it is if it is what it looks like.</summary>
public enum FindingSeverity : byte
{
    Info,
    Low,
    Medium,
    High,
}
