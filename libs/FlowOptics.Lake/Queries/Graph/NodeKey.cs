using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>
/// A node as a number: an address, a prefix, or a named group by the rank of its name. Its order is that of nodes in answers: named groups by name (ordinal), prefixes by length and then
/// address, addresses.
/// </summary>
/// <param name="Kind"><see cref="Named"/>, 1 + a prefix's length, or <see cref="OfAddress"/>.</param>
/// <param name="A">The rank; else the address's high half.</param>
/// <param name="B">The address's low half.</param>
internal readonly record struct NodeKey(byte Kind, ulong A, ulong B)
{
    public const byte Named = 0;
    public const byte OfAddress = 255;

    public static NodeKey Of(Prefix prefix) => new((byte)(1 + prefix.Length), prefix.First.High, prefix.First.Low);

    public bool IsGroup => Kind != OfAddress;

    /// <summary>The address, or a prefix's first.</summary>
    public Address Address => new(A, B);

    /// <summary>To sort by.</summary>
    public (byte Kind, ulong A, ulong B) Order => (Kind, A, B);

    /// <param name="names">Of named groups, by rank.</param>
    public string ToText(IReadOnlyList<string> names) => Kind switch
    {
        Named => names[(int)A],
        OfAddress => Address.ToString(),
        _ => Prefix.Of(Address, Kind - 1).ToString(),
    };
}
