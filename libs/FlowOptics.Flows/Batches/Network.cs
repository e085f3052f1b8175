namespace FlowOptics.Flows;

/// <summary>The autonomous system that announces an address. <see cref="Asn"/> is 0 where none is known.</summary>
public sealed record Network(uint Asn, string Organization)
{
    public static readonly Network None = new(0, "");
}
