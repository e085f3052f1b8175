using FlowOptics.Flows;

namespace FlowOptics.Geo.Mmdb;

/// <summary>Walks a search tree from its lowest network to its highest.</summary>
internal static class MmdbNetworks
{
    /// <summary>
    /// Every network that has a record. In an IPv6 tree the IPv4 networks come once, under ::/96, though the tree may show them under other
    /// prefixes (::ffff:0:0/96, 2002::/16) too.
    /// </summary>
    /// <param name="maxNodes">A damaged tree may be a web with more ways through it than time to walk them; after so many nodes it ends.</param>
    /// <exception cref="InvalidDataException">A record leads nowhere.</exception>
    public static IEnumerable<(Prefix Network, int Offset)> Of(MmdbFile file, long maxNodes = long.MaxValue)
    {
        var bits = file.Metadata.IPVersion == 4 ? 32 : 128;
        var pending = new Stack<(UInt128 Bits, int Length, uint Record)>();
        pending.Push((0, 0, file.IsNode(0) ? 0 : uint.MaxValue));
        while (pending.TryPop(out var at))
        {
            if (file.IsNode(at.Record) && at.Length < bits)
            {
                if (--maxNodes < 0) yield break;
                if (bits == 128 && at.Record == file.IPv4Node && at.Bits != 0) continue;
                pending.Push((at.Bits | (UInt128.One << (127 - at.Length)), at.Length + 1, file.Next(at.Record, true)));
                pending.Push((at.Bits, at.Length + 1, file.Next(at.Record, false)));
            }
            else if (at.Record != uint.MaxValue && file.Offset(at.Record) is var offset and not MmdbFile.NotFound)
            {
                yield return (Network(at.Bits, at.Length, bits), offset);
            }
        }
    }

    private static Prefix Network(UInt128 value, int length, int bits)
    {
        if (bits == 32) return Prefix.Of(Address.FromIPv4((uint)(value >> 96)), length);
        if (length >= 96 && value >> 32 == 0) return Prefix.Of(Address.FromIPv4((uint)value), length - 96);
        return Prefix.Of(new Address((ulong)(value >> 64), (ulong)value), length);
    }
}
