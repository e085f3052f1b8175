namespace FlowOptics.Flows;

/// <summary>A column of numbers as it was found in a payload, not looked into yet.</summary>
internal struct NumberSource
{
    public bool IsPresent;
    public long Base;
    public uint Width;
    public WirePlace Values;
}
