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
    public const int MaxScopes = 1 << 22;
    public const uint MaxFlows = (1 << 26) - 1;

    /// <summary>Of <see cref="When"/>: what two records may differ in and yet be counted as one.</summary>
    public const ulong SecondMask = 63;

    private const int LastBits = 38;
    private const ulong LastMask = (1UL << LastBits) - 1;

    // Labels from −257 (protocol 255 has no ports) to 65,535, see LinkLabel.
    private const int LabelBias = 257;

    /// <summary>Source and destination, 32 bits each: IPv4, or the bucket's number of another address.</summary>
    public ulong Ends;

    /// <summary>From the top: interface (26 bits; 0: none), minute of the start since 1970 (32), the least second of the start within it (6).</summary>
    public ulong When;

    /// <summary>
    /// From below: service label (17 bits), source label (11), protocol (8), action (2), own end (2), source is no IPv4, destination is none (1 each), scope (22).
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

    /// <summary><see cref="LinkLabel.OfService"/>.</summary>
    public readonly int ServiceLabel => (int)(What & 0x1FFFF) - LabelBias;

    /// <summary><see cref="LinkLabel.OfSource"/>.</summary>
    public readonly int? SourceLabel => (int)(What >> 17 & 0x7FF) switch
    {
        0 => null,
        1 => LinkLabel.HighPort,
        var code => code - 1,
    };

    public readonly byte Protocol => (byte)(What >> 28);

    public readonly FlowAction Action => (FlowAction)(What >> 36 & 3);

    public readonly OwnEnd OwnEnd => (OwnEnd)(What >> 38 & 3);

    public readonly bool IsSrcWide => (What >> 40 & 1) != 0;

    public readonly bool IsDstWide => (What >> 41 & 1) != 0;

    public readonly int Scope => (int)(What >> 42);

    public static ulong WhenOf(int networkInterface, long start)
    {
        var (minute, second) = Math.DivRem((ulong)start, 60);
        return ((ulong)networkInterface << LastBits) | (minute << 6) | second;
    }

    public static ulong WhatOf(byte protocol, ushort srcPort, ushort dstPort, ServiceSide side, byte action, OwnEnd ownEnd)
    {
        var service = (uint)(LinkLabel.OfService(protocol, srcPort, dstPort, side) + LabelBias);
        var source = srcPort switch
        {
            0 => 0u,
            > 1023 => 1u,
            _ => srcPort + 1u,
        };
        return service | ((ulong)source << 17) | ((ulong)protocol << 28) | ((ulong)action << 36) | ((ulong)ownEnd << 38);
    }

    public static ulong WideBits(bool source, bool destination) => (source ? 1UL << 40 : 0) | (destination ? 1UL << 41 : 0);

    public static ulong ScopeBits(int scope) => (ulong)scope << 42;

    public static ulong FlowsAndLastOf(uint flows, long last) => ((ulong)flows << LastBits) | (ulong)last;
}
