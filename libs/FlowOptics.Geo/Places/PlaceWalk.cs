using FlowOptics.Flows;
using FlowOptics.Geo.Mmdb;
using FlowOptics.Geo.Tables;

namespace FlowOptics.Geo.Places;

/// <summary>Reads every place of a database file, in the order of the addresses.</summary>
internal static class PlaceWalk
{
    // IPv6 trees show the IPv4 networks in up to three more places (::ffff:0:0/96, 2001::/32, 2002::/16), so a sound tree has this many ways to a node.
    private const int WaysToANode = 8;

    // Teredo: no address of it is public, and databases repeat all of IPv4 in it.
    private const int TeredoLength = 32;
    private static readonly UInt128 Teredo = (UInt128)0x2001_0000 << 96;

    /// <summary>Adds the ranges of IPv4 that have a place.</summary>
    /// <exception cref="InvalidDataException">The tree or a record is damaged.</exception>
    public static void AddIPv4(MmdbFile file, Numbered<Place> places, RunList runs, CancellationToken cancellationToken)
    {
        var walk = new Walk(file, places, runs, cancellationToken);
        walk.Run(file.IPv4Node, Addresses.FirstIPv4, 96, Addresses.FirstIPv4);
    }

    /// <summary>Adds the ranges of IPv6 above ::/64 that have a place: below are no public ones but IPv4's own. Teredo's are left out.</summary>
    /// <inheritdoc cref="AddIPv4"/>
    public static void AddIPv6(MmdbFile file, Numbered<Place> places, RunList runs, CancellationToken cancellationToken)
    {
        if (file.Metadata.IPVersion == 4) return;
        var walk = new Walk(file, places, runs, cancellationToken);
        walk.Run(file.IsNode(0) ? 0 : file.Metadata.NodeCount, 0, 0, Addresses.FirstPublicIPv6);
    }

    private sealed class Walk(MmdbFile file, Numbered<Place> places, RunList runs, CancellationToken cancellationToken)
    {
        private readonly Dictionary<int, int> _placeOfOffset = [];

        /// <param name="from">What is below it is left out.</param>
        public void Run(uint root, UInt128 first, int depth, UInt128 from)
        {
            var budget = ((long)file.Metadata.NodeCount * WaysToANode) + 128;
            var pending = new Stack<(UInt128 First, int Depth, uint Record)>();
            pending.Push((first, depth, root));
            while (pending.TryPop(out var at))
            {
                var last = at.First | (at.Depth == 128 ? 0 : UInt128.MaxValue >> at.Depth);
                if (last < from || (at.Depth >= TeredoLength && at.First >> (128 - TeredoLength) == Teredo >> (128 - TeredoLength))) continue;
                if (!file.IsNode(at.Record) || at.Depth == 128)
                {
                    // At full depth a node is one too many: Offset says so.
                    if (file.Offset(at.Record) is var offset and not MmdbFile.NotFound) runs.Add(UInt128.Max(at.First, from), last, PlaceAt(offset));
                    continue;
                }

                if (--budget < 0) throw new InvalidDataException($"its search tree has more ways through it than its {file.Metadata.NodeCount} nodes can make");
                if ((budget & 0xFFFF) == 0) cancellationToken.ThrowIfCancellationRequested();
                pending.Push((at.First | (UInt128.One << (127 - at.Depth)), at.Depth + 1, file.Next(at.Record, true)));
                pending.Push((at.First, at.Depth + 1, file.Next(at.Record, false)));
            }
        }

        private int PlaceAt(int offset)
        {
            ref var place = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_placeOfOffset, offset, out var known);
            if (!known) place = places.NumberOf(PlaceReader.Read(file.Data, offset));
            GC.KeepAlive(file);
            return place;
        }
    }
}
