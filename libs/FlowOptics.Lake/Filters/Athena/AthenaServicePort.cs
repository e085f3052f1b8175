using System.Globalization;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>A link's label (<see cref="LinkLabel"/>) of a raw record, in SQL: the rule is <see cref="ServicePort"/>'s, and a test holds the two together.</summary>
internal static class AthenaServicePort
{
    // Of tcp-flags.
    private const int Syn = 2;
    private const int Ack = 16;

    // 1 to 1023 are registered as well; these are some three hundred.
    private static readonly string HighRegistered = string.Join(',', Enumerable.Range(1024, ushort.MaxValue - 1023)
        .Where(port => ServicePort.IsRegistered((ushort)port)).Select(port => port.ToString(CultureInfo.InvariantCulture)));

    private static readonly string WithPorts = string.Join(", ", Enumerable.Range(1, byte.MaxValue).Where(protocol => IpProtocol.HasPorts((byte)protocol)));

    /// <returns>Null where the table has no ports.</returns>
    public static string? Of(AthenaColumns columns)
    {
        if (columns.Of(FilterFields.Port, FilterSide.Source) is not { } source || columns.Of(FilterFields.Port, FilterSide.Destination) is not { } destination) return null;
        var (s, d) = ($"coalesce({source}, 0)", $"coalesce({destination}, 0)");
        var p = columns.Of(FilterFields.Protocol, FilterSide.None) is { } protocol ? $"coalesce({protocol}, 0)" : "0";
        // Without flags nothing comes before the ports.
        var byFlags = columns.Of(FilterFields.TcpFlags, FilterSide.None) is { } column
            ? $"WHEN {p} IN ({IpProtocol.NotRecorded}, {IpProtocol.Tcp}) AND bitwise_and(coalesce({column}, 0), {Syn}) <> 0 THEN CASE WHEN bitwise_and(coalesce({column}, 0), {Ack}) <> 0 THEN {s} ELSE {d} END "
            : "";
        string Side(string otherwise) => byFlags.Length == 0 ? otherwise : $"CASE {byFlags}ELSE {otherwise} END";
        // The list is long: each port is looked for once.
        return $"CASE WHEN NOT ({p} IN ({WithPorts}) OR ({p} = {IpProtocol.NotRecorded} AND ({s} <> 0 OR {d} <> 0))) THEN {LinkLabel.OfProtocol(0)} - {p}"
            + $" ELSE CASE (CASE WHEN {Registered(s)} THEN 2 ELSE 0 END) + (CASE WHEN {Registered(d)} THEN 1 ELSE 0 END)"
            + $" WHEN 3 THEN {Side($"least({s}, {d})")} WHEN 2 THEN {Side(s)} WHEN 1 THEN {Side(d)}"
            + $" ELSE CASE WHEN {s} > 1023 AND {d} > 1023 THEN {LinkLabel.HighPort} {byFlags}ELSE {LinkLabel.HighPort} END END END";
    }

    private static string Registered(string port) => $"({port} BETWEEN 1 AND 1023 OR {port} IN ({HighRegistered}))";
}
