using System.Runtime.InteropServices;
using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// Records of one arrival time that agree in all that a question can tell apart, counted as one, and what was found out about their ends. 64 bytes, one
/// cache line: the window holds millions. Numbers of places, networks, interfaces, scopes and IPv6 addresses are the bucket's.
/// </summary>
/// <remarks>
/// The key is <see cref="Ends"/>, <see cref="When"/> without its low six bits, and <see cref="What"/>. Two entries may have one key (the first was full): all
/// readers add up. The kinds of the ends and the direction follow from the addresses.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct LiveEntry
{
    /// <summary>The largest time of a record: year 9999. 38 bits; its minute has 32.</summary>
    public const long MaxSeconds = 253_402_300_799;

    public const int MaxInterfaces = 1 << 26;
    public const int MaxScopes = 1 << 16;
    public const uint MaxFlows = (1 << 26) - 1;

    /// <summary>Of <see cref="When"/>: what two records may differ in and yet be counted as one.</summary>
    public const ulong SecondMask = 63;

    private const int LastBits = 38;
    private const int ScopeShift = 48;
    private const ulong LastMask = (1UL << LastBits) - 1;

    /// <summary>
    /// Stands for every port that is not kept as it is: above 1023, not registered, and not what the records are labelled with. No registered port itself; as
    /// the labelled port it is <see cref="LabelSide"/>'s.
    /// </summary>
    public const ushort FoldedPort = 1024;

    /// <summary>Source and destination, 32 bits each: IPv4, or the bucket's number of another address.</summary>
    public ulong Ends;

    /// <summary>From the top: interface (26 bits; 0: none), minute of the start since 1970 (32), the least second of the start within it (6).</summary>
    public ulong When;

    /// <summary>
    /// From below: source port, destination port (16 bits each), label side (2), protocol (8), action (2), own end (2), source is no IPv4, destination is none
    /// (1 each), scope (16).
    /// </summary>
    public ulong What;

    public long Packets;
    public long Bytes;

    /// <summary>Records (26 bits), the greatest end in Unix seconds (38).</summary>
    public ulong FlowsAndLast;

    public int SrcPlace;
    public int DstPlace;
    public int SrcNetwork;
    public int DstNetwork;

    public readonly uint Src => (uint)Ends;

    public readonly uint Dst => (uint)(Ends >> 32);

    public readonly int Interface => (int)(When >> LastBits);

    public readonly long Minute => (uint)(When >> 6);

    /// <summary>Unix seconds: the least start.</summary>
    public readonly long First => (Minute * 60) + (long)(When & SecondMask);

    /// <summary>Unix seconds: the greatest end.</summary>
    public readonly long Last => (long)(FlowsAndLast & LastMask);

    public readonly uint Flows => (uint)(FlowsAndLast >> LastBits);

    public readonly Traffic Traffic => new(Flows, Packets, Bytes);

    /// <summary>The port itself, or <see cref="FoldedPort"/>: see <see cref="IsSrcPortFolded"/>.</summary>
    public readonly ushort SrcPort => (ushort)What;

    public readonly ushort DstPort => (ushort)(What >> 16);

    /// <summary>Whose port the label is; Unknown for HP and for protocols without ports.</summary>
    public readonly ServiceSide LabelSide => (ServiceSide)(What >> 32 & 3);

    /// <summary>Whether the source port is any that <see cref="FoldedPort"/> stands for.</summary>
    public readonly bool IsSrcPortFolded => SrcPort == FoldedPort && LabelSide != ServiceSide.Source;

    public readonly bool IsDstPortFolded => DstPort == FoldedPort && LabelSide != ServiceSide.Destination;

    /// <summary><see cref="LinkLabel.OfService"/>.</summary>
    public readonly int ServiceLabel => LabelSide switch
    {
        ServiceSide.Source => SrcPort,
        ServiceSide.Destination => DstPort,
        _ => LinkLabel.OfService(Protocol, SrcPort, DstPort, ServiceSide.Unknown),
    };

    /// <summary><see cref="LinkLabel.OfSource"/>.</summary>
    public readonly int? SourceLabel => LinkLabel.OfSource(SrcPort);

    public readonly byte Protocol => (byte)(What >> 34);

    public readonly FlowAction Action => (FlowAction)(What >> 42 & 3);

    public readonly OwnEnd OwnEnd => (OwnEnd)(What >> 44 & 3);

    public readonly bool IsSrcWide => (What >> 46 & 1) != 0;

    public readonly bool IsDstWide => (What >> 47 & 1) != 0;

    public readonly int Scope => (int)(What >> ScopeShift);

    /// <summary>Whether a port is kept as it is whatever the record: 0 to 1023, and registered ones.</summary>
    public static bool IsKept(ushort port) => port <= 1023 || ServicePort.IsRegistered(port);

    public static ulong WhenOf(int networkInterface, long start)
    {
        var (minute, second) = Math.DivRem((ulong)start, 60);
        return ((ulong)networkInterface << LastBits) | (minute << 6) | second;
    }

    public static ulong WhatOf(byte protocol, ushort srcPort, ushort dstPort, ServiceSide side, byte action, OwnEnd ownEnd)
    {
        var (src, dst) = (IsKept(srcPort) ? srcPort : FoldedPort, IsKept(dstPort) ? dstPort : FoldedPort);
        // ServicePort.LabelPort's rule: where neither port is kept there is no label but HP.
        if (side == ServiceSide.Unknown || !ServicePort.HasPorts(protocol, srcPort, dstPort) || (src == FoldedPort && dst == FoldedPort)) side = ServiceSide.Unknown;
        else if (side == ServiceSide.Source) src = srcPort;
        else dst = dstPort;
        return src | ((ulong)dst << 16) | ((ulong)side << 32) | ((ulong)protocol << 34) | ((ulong)action << 42) | ((ulong)ownEnd << 44);
    }

    public static ulong WideBits(bool source, bool destination) => (source ? 1UL << 46 : 0) | (destination ? 1UL << 47 : 0);

    public static ulong ScopeBits(int scope) => (ulong)scope << ScopeShift;

    public static ulong FlowsAndLastOf(uint flows, long last) => ((ulong)flows << LastBits) | (ulong)last;
}
