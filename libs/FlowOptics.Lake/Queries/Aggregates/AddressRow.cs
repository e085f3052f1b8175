namespace FlowOptics.Lake;

/// <summary>One row of what <see cref="AddressTotals"/> sums.</summary>
internal readonly record struct AddressRow(ulong High, ulong Low, long Value);
