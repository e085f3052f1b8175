using FlowOptics.Flows;

namespace FlowOptics.Enricher.Map;

/// <summary>A service port as a number that rows count by, and as the page shows it (docs/architecture.md, "Where a port label comes from").</summary>
internal static class PortLabel
{
    // Above the ports: HP, then the protocols without ports.
    private const int HighPort = ushort.MaxValue + 1;
    private const int WithoutPorts = HighPort + 1;

    private static readonly string?[] Texts = new string?[WithoutPorts + byte.MaxValue + 1];

    public static int Of(EnrichedBatch batch, int record)
    {
        var flows = batch.Flows;
        var (protocol, source, destination) = (flows.Protocol[record], flows.SrcPort[record], flows.DstPort[record]);
        var side = batch.ServiceSide[record];
        if (side == ServiceSide.Unknown)
            return IpProtocol.HasPorts(protocol) || (protocol == IpProtocol.NotRecorded && (source | destination) != 0) ? HighPort : WithoutPorts + protocol;
        var port = side == ServiceSide.Source ? source : destination;
        // As ServicePort labels it: flags may say who serves on ports that come and go.
        return source > 1023 && destination > 1023 && !ServicePort.IsRegistered(source) && !ServicePort.IsRegistered(destination) ? HighPort : port;
    }

    /// <summary>"443", "HP", "ICMP".</summary>
    public static string TextOf(int label) => Texts[label] ??= label switch
    {
        HighPort => ServicePort.HighPort,
        >= WithoutPorts => IpProtocol.NameOf((byte)(label - WithoutPorts)),
        _ => label.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
