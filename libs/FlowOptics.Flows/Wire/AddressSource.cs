namespace FlowOptics.Flows;

/// <summary>A column of addresses as it was found in a payload, not looked into yet.</summary>
internal struct AddressSource
{
    public bool IsPresent;
    public uint Width;
    public WirePlace Values;
}
