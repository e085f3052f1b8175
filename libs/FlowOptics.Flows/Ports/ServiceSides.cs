namespace FlowOptics.Flows;

/// <summary>
/// <see cref="ServicePort.SideOf"/> for a whole batch. The rule looks at eight yes-or-no facts of a record; which of their 256 combinations says what is
/// asked of the rule once, so that a record costs a look into a table and no branch that random ports would make the processor guess wrong.
/// </summary>
internal static class ServiceSides
{
    private const int SourceRegistered = 1;
    private const int DestinationRegistered = 2;
    private const int SourceLower = 4;
    private const int SamePort = 8;
    private const int HasPorts = 16;
    private const int Syn = 32;
    private const int Ack = 64;
    private const int Egress = 128;

    // A protocol's facts: whether it carries ports, and whether its flags mean anything.
    private const byte Never = 0;
    private const byte Ports = 1;
    private const byte PortsAndFlags = 2;
    private const byte PortsWhereAny = 3;

    private static readonly byte[] Protocols = [.. Enumerable.Range(0, 256).Select(protocol => KindOf((byte)protocol))];

    // After Protocols, which it asks.
    private static readonly ServiceSide[] Sides = [.. Enumerable.Range(0, 256).Select(SideOf)];

    public static void Of(FlowBatch batch, Span<ServiceSide> sides)
    {
        var count = batch.Count;
        if (sides.Length < count) throw new ArgumentException($"{count} records need as many sides, not {sides.Length}", nameof(sides));
        var sources = batch.SrcPort.AsSpan(0, count);
        var destinations = batch.DstPort.AsSpan(0, count);
        var protocols = batch.Protocol.AsSpan(0, count);
        var flags = batch.TcpFlags is { } tcpFlags ? tcpFlags.AsSpan(0, count) : [];
        var directions = batch.FlowDirection is { } direction ? direction.AsSpan(0, count) : [];
        for (var i = 0; i < count; i++)
        {
            var facts = OfPorts(protocols[i], sources[i], destinations[i]);
            if (!flags.IsEmpty) facts |= OfFlags(protocols[i], flags[i]);
            if (!directions.IsEmpty && directions[i] == FlowDirection.Egress) facts |= Egress;
            sides[i] = Sides[facts];
        }
    }

    private static int OfPorts(byte protocol, ushort source, ushort destination)
    {
        var facts = RegisteredPorts.ServiceBit(source) | (RegisteredPorts.ServiceBit(destination) << 1);
        facts |= (source < destination ? SourceLower : 0) | (source == destination ? SamePort : 0);
        var kind = Protocols[protocol];
        return kind is Ports or PortsAndFlags || (kind == PortsWhereAny && (source | destination) != 0) ? facts | HasPorts : facts;
    }

    private static int OfFlags(byte protocol, byte flags)
    {
        if (Protocols[protocol] is not (PortsAndFlags or PortsWhereAny)) return 0;
        return ((flags & ServicePort.Syn) != 0 ? Syn : 0) | ((flags & ServicePort.Ack) != 0 ? Ack : 0);
    }

    private static byte KindOf(byte protocol) => protocol switch
    {
        IpProtocol.NotRecorded => PortsWhereAny,
        IpProtocol.Tcp => PortsAndFlags,
        _ => IpProtocol.HasPorts(protocol) ? Ports : Never,
    };

    // Any record with these facts will do.
    private static ServiceSide SideOf(int facts)
    {
        if ((facts & HasPorts) == 0) return ServiceSide.Unknown;
        var (source, destination) = PortsOf(facts);
        var flags = ((facts & Syn) != 0 ? ServicePort.Syn : 0) | ((facts & Ack) != 0 ? ServicePort.Ack : 0);
        return ServicePort.SideOf(IpProtocol.Tcp, source, destination, (byte)flags, (facts & Egress) != 0 ? FlowDirection.Egress : FlowDirection.None);
    }

    private static (ushort Source, ushort Destination) PortsOf(int facts)
    {
        // Registered: 22, 443, 8443. Not: 1024, 50000, 50001. So each order is there, whichever of the two is registered.
        foreach (var source in (ReadOnlySpan<ushort>)[22, 443, 8443, 1024, 50_000, 50_001])
        {
            foreach (var destination in (ReadOnlySpan<ushort>)[22, 443, 8443, 1024, 50_000, 50_001])
            {
                if (OfPorts(IpProtocol.Tcp, source, destination) == (facts & (SourceRegistered | DestinationRegistered | SourceLower | SamePort | HasPorts)))
                    return (source, destination);
            }
        }

        // Both lower and the same, or the same and only one registered: no record is so.
        return (0, 0);
    }
}
