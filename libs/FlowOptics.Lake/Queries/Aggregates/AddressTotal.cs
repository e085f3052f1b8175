namespace FlowOptics.Lake;

/// <summary>An address and its sum, which may be beyond 63 bits. The larger one comes first, of equal ones the one with the smaller number.</summary>
internal readonly record struct AddressTotal(ulong High, ulong Low, Int128 Sum) : IComparable<AddressTotal>
{
    public int CompareTo(AddressTotal other)
    {
        if (Sum != other.Sum) return Sum > other.Sum ? -1 : 1;
        return High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);
    }

    public static bool operator <(AddressTotal left, AddressTotal right) => left.CompareTo(right) < 0;

    public static bool operator <=(AddressTotal left, AddressTotal right) => left.CompareTo(right) <= 0;

    public static bool operator >(AddressTotal left, AddressTotal right) => left.CompareTo(right) > 0;

    public static bool operator >=(AddressTotal left, AddressTotal right) => left.CompareTo(right) >= 0;
}
