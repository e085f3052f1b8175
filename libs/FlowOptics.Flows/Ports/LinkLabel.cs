using System.Globalization;

namespace FlowOptics.Flows;

/// <summary>
/// A link's label as a number, so that stores group without text: 0 and above a port, −1 "HP", −2 − p protocol p, which has no ports. Both rules are
/// <see cref="ServicePort"/>'s; this only spells their answers.
/// </summary>
public static class LinkLabel
{
    public const int HighPort = -1;

    private const int FirstProtocol = -2;

    /// <summary>The least of all labels: of protocol 255.</summary>
    public const int Least = FirstProtocol - byte.MaxValue;

    /// <summary>The label of a protocol without ports.</summary>
    public static int OfProtocol(byte protocol) => FirstProtocol - protocol;

    /// <summary>The number of <c>label=service</c>.</summary>
    public static int OfService(byte protocol, ushort srcPort, ushort dstPort, ServiceSide side) =>
        ServicePort.HasPorts(protocol, srcPort, dstPort) ? ServicePort.LabelPort(srcPort, dstPort, side) : OfProtocol(protocol);

    /// <summary>The number of <c>label=source</c>; null where flow-optics leaves the record out.</summary>
    public static int? OfSource(ushort srcPort) => srcPort switch
    {
        0 => null,
        > 1023 => HighPort,
        _ => srcPort,
    };

    public static string TextOf(int label) => label switch
    {
        >= 0 => label.ToString(CultureInfo.InvariantCulture),
        HighPort => ServicePort.HighPort,
        _ => ServicePort.ServiceLabel((byte)(FirstProtocol - label), 0, 0, ServiceSide.Unknown),
    };

    /// <summary>The service's name: of the first of the protocols that has one at this port.</summary>
    public static string? ServiceOf(int label, IReadOnlyList<int> protocols)
    {
        if (label < 0) return null;
        foreach (var protocol in protocols)
        {
            if (ServicePort.NameOf((byte)protocol, (ushort)label) is { } name) return name;
        }

        return null;
    }
}
