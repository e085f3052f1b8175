namespace FlowOptics.Flows;

/// <summary>The names that stand for numbers: of actions, directions, kinds of addresses, protocols, flags and services.</summary>
internal static class FilterCodes
{
    private static readonly (string, int)[] Actions = [("accept", (int)FlowAction.Accept), ("reject", (int)FlowAction.Reject)];

    private static readonly (string, int)[] FlowDirections = [("ingress", (int)FlowDirection.Ingress), ("egress", (int)FlowDirection.Egress)];

    private static readonly (string, int)[] Directions =
    [
        ("inbound", (int)TrafficDirection.Inbound), ("outbound", (int)TrafficDirection.Outbound),
        ("internal", (int)TrafficDirection.Internal), ("through", (int)TrafficDirection.Through),
    ];

    private static readonly (string, int)[] OwnEnds = [("unknown", (int)OwnEnd.Unknown), ("source", (int)OwnEnd.Source), ("destination", (int)OwnEnd.Destination)];

    private static readonly (string, int)[] Kinds =
    [
        ("public", (int)AddressKind.Public), ("private", (int)AddressKind.Private), ("shared-nat", (int)AddressKind.SharedNat),
        ("link-local", (int)AddressKind.LinkLocal), ("loopback", (int)AddressKind.Loopback), ("multicast", (int)AddressKind.Multicast),
        ("documentation", (int)AddressKind.Documentation), ("reserved", (int)AddressKind.Reserved),
    ];

    // As AWS's documentation names them; the field is the OR of all packets' flags.
    private static readonly (string, int)[] Flags = [("fin", 1), ("syn", 2), ("rst", 4), ("syn-ack", 18)];

    private static readonly (string, int)[] Protocols =
        [.. Enumerable.Range(0, 256).Select(number => (IpProtocol.NameOf((byte)number), number)).Where(pair => !pair.Item1.StartsWith("protocol ", StringComparison.Ordinal))];

    private static readonly (string, int)[] Services =
        [.. RegisteredPorts.Tcp.Concat(RegisteredPorts.Udp).Select(pair => (pair.Value, (int)pair.Key)).Distinct().OrderBy(pair => pair.Item2)];

    private static readonly (string, int)[] Labels =
    [
        (Flows.ServicePort.HighPort, LinkLabel.HighPort), .. Services,
        .. Protocols.Select(pair => (pair.Item1, LinkLabel.OfProtocol((byte)pair.Item2))),
        .. Enumerable.Range(0, 256).Select(number => ($"protocol {number}", LinkLabel.OfProtocol((byte)number))),
    ];

    private static readonly Dictionary<FilterFieldId, ILookup<string, int>> ByName = new FilterFieldId[]
    {
        FilterFieldId.Action, FilterFieldId.FlowDirection, FilterFieldId.Direction, FilterFieldId.OwnEnd, FilterFieldId.Kind, FilterFieldId.TcpFlags,
        FilterFieldId.Protocol, FilterFieldId.Port, FilterFieldId.ServicePort,
    }.ToDictionary(field => field, field => NamesOf(field).ToLookup(pair => FilterText.Fold(pair.Name), pair => pair.Code, StringComparer.Ordinal));

    /// <summary>All names of a field's numbers, and what they stand for; a name may stand for more than one.</summary>
    public static IReadOnlyList<(string Name, int Code)> NamesOf(FilterFieldId field) => field switch
    {
        FilterFieldId.Action => Actions,
        FilterFieldId.FlowDirection => FlowDirections,
        FilterFieldId.Direction => Directions,
        FilterFieldId.OwnEnd => OwnEnds,
        FilterFieldId.Kind => Kinds,
        FilterFieldId.TcpFlags => Flags,
        FilterFieldId.Protocol => Protocols,
        FilterFieldId.Port => Services,
        FilterFieldId.ServicePort => Labels,
        _ => [],
    };

    /// <summary>What a name stands for; nothing where it is none.</summary>
    public static IEnumerable<int> CodesOf(FilterFieldId field, string name) => ByName.TryGetValue(field, out var codes) ? codes[FilterText.Fold(name)] : [];

    /// <summary>A name that stands for this number and no other, or null.</summary>
    public static string? NameOf(FilterFieldId field, long code)
    {
        foreach (var (name, number) in NamesOf(field))
        {
            if (number == code && CodesOf(field, name).Count() == 1) return name;
        }

        return null;
    }
}
