using System.Globalization;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>
/// A dimension's value before it is text: groups with it and orders by it. The order is that of addresses, of numbers (labels, codes: as <see cref="LinkLabel"/> and the enumerations
/// number them), or of the texts' code units; all stores order equal groups so.
/// </summary>
public readonly record struct DimensionKey : IComparable<DimensionKey>
{
    private const ulong IPv4SubnetMask = 0xFF;

    // Numbers may be negative (labels): with the highest bit turned they order as unsigned ones.
    private const ulong Sign = 1UL << 63;

    private DimensionKey(ulong high, ulong low, string? text)
    {
        High = high;
        Low = low;
        Text = text;
    }

    internal ulong High { get; }

    internal ulong Low { get; }

    internal string? Text { get; }

    internal long Number => (long)(Low ^ Sign);

    private Address Address => new(High, Low);

    public static DimensionKey OfAddress(Address address) => new(address.High, address.Low, null);

    /// <summary>The address's /24 or /64.</summary>
    public static DimensionKey OfSubnet(Address address) => address.IsIPv4 ? new(address.High, address.Low & ~IPv4SubnetMask, null) : new(address.High, 0, null);

    /// <summary>A number, a label's number or an enumeration's.</summary>
    public static DimensionKey OfNumber(long number) => new(0, (ulong)number ^ Sign, null);

    /// <summary>A text; null and empty both mean that there is none.</summary>
    public static DimensionKey OfText(string? text) => new(0, 0, string.IsNullOrEmpty(text) ? null : text);

    public int CompareTo(DimensionKey other)
    {
        var order = High.CompareTo(other.High);
        if (order == 0) order = Low.CompareTo(other.Low);
        return order == 0 ? string.CompareOrdinal(Text, other.Text) : order;
    }

    /// <summary>The value as an answer has it; null for none.</summary>
    public string? ToText(DimensionKind kind) => kind switch
    {
        DimensionKind.Text => Text,
        DimensionKind.Address => Address.IsNone ? null : Address.ToString(),
        DimensionKind.Subnet => Address + (Address.IsIPv4 ? "/24" : "/64"),
        DimensionKind.Number => Number.ToString(CultureInfo.InvariantCulture),
        DimensionKind.NumberOrNone => Number == 0 ? null : Number.ToString(CultureInfo.InvariantCulture),
        DimensionKind.Label => LinkLabel.TextOf((int)Number),
        DimensionKind.Action => Number == 0 ? null : Lower((FlowAction)Number),
        DimensionKind.Direction => Lower((TrafficDirection)Number),
        DimensionKind.FlowDirection => Number == 0 ? null : Lower((FlowDirection)Number),
        DimensionKind.OwnEnd => Number == 0 ? null : Lower((OwnEnd)Number),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static bool operator <(DimensionKey left, DimensionKey right) => left.CompareTo(right) < 0;

    public static bool operator <=(DimensionKey left, DimensionKey right) => left.CompareTo(right) <= 0;

    public static bool operator >(DimensionKey left, DimensionKey right) => left.CompareTo(right) > 0;

    public static bool operator >=(DimensionKey left, DimensionKey right) => left.CompareTo(right) >= 0;
}
