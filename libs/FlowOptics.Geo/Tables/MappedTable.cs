using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FlowOptics.Flows;

namespace FlowOptics.Geo.Tables;

/// <summary>
/// Looks addresses up in a <see cref="TableFile"/>. A single look-up waits for one or two cache misses after another; so many are taken at once, each
/// step done for all of them with the next step's memory already on its way.
/// </summary>
internal sealed unsafe class MappedTable : GeoTable
{
    // So many misses at once keep the memory busy; more only need more registers' worth of stack.
    private const int Batch = 64;

    private readonly TableFile _file;
    private readonly GeoEnd[] _ends;
    private readonly int[] _levels;

    public MappedTable(TableFile file)
    {
        _file = file;
        _ends = file.Section<GeoEnd>(TableSection.Ends).ToArray();
        _levels = KeyTree.Levels(file.Header.KeyCount);
        var names = new TableNames(file);
        Places = new TableList<Place>(file.Section<PlaceRow>(TableSection.Places).Length, Place.None, i => ReadPlace(file, names, i));
        Networks = new TableList<Network>(file.Section<NetworkRow>(TableSection.Networks).Length, Network.None, i => ReadNetwork(file, names, i));
    }

    public string Path => _file.Path;

    public override DateTimeOffset BuiltAt => DateTimeOffset.FromUnixTimeSeconds(_file.Header.BuiltAt);

    public override ReadOnlySpan<GeoEnd> Ends => _ends;

    public override IReadOnlyList<Place> Places { get; }

    public override IReadOnlyList<Network> Networks { get; }

    [SkipLocalsInit]
    public override void Find(ReadOnlySpan<Address> addresses, Span<int> ends)
    {
        if (ends.Length < addresses.Length) throw new ArgumentException($"{addresses.Length} addresses need as many ends, not {ends.Length}", nameof(ends));
        var ipv4 = stackalloc uint[Batch];
        var ipv4At = stackalloc int[Batch];
        var ipv6 = stackalloc long[Batch];
        var ipv6At = stackalloc int[Batch];
        var found = stackalloc uint[Batch];
        for (var first = 0; first < addresses.Length; first += Batch)
        {
            var many = addresses.Slice(first, Math.Min(Batch, addresses.Length - first));
            var into = ends.Slice(first, many.Length);
            var (ipv4Count, ipv6Count) = (0, 0);
            for (var i = 0; i < many.Length; i++)
            {
                var address = many[i];
                if (address.IsIPv4)
                {
                    ipv4[ipv4Count] = address.IPv4Value;
                    ipv4At[ipv4Count++] = i;
                }
                else
                {
                    ipv6[ipv6Count] = KeyTree.KeyOf(address.High);
                    ipv6At[ipv6Count++] = i;
                }
            }

            if (ipv4Count > 0)
            {
                FindIPv4(ipv4, ipv4Count, found);
                for (var i = 0; i < ipv4Count; i++) into[ipv4At[i]] = (int)found[i];
            }

            if (ipv6Count > 0)
            {
                FindIPv6(ipv6, ipv6Count, found);
                for (var i = 0; i < ipv6Count; i++)
                    into[ipv6At[i]] = (int)((found[i] & TableLayout.Pointer) == 0 ? found[i] : FindDeep((int)(found[i] & ~TableLayout.Pointer), many[ipv6At[i]].Low));
            }
        }

        GC.KeepAlive(_file);
    }

    [SkipLocalsInit]
    private void FindIPv4(uint* addresses, int count, uint* found)
    {
        var root = (uint*)_file.Start(TableSection.Root);
        var pending = stackalloc int[Batch];
        var at = stackalloc byte*[Batch];
        var middle = _file.Start(TableSection.Middle);
        var waiting = 0;
        for (var i = 0; i < count; i++)
        {
            var entry = root[addresses[i] >> 16];
            found[i] = entry;
            var isPointer = entry >> 31;
            var block = middle + ((long)(entry & ~TableLayout.Pointer) * sizeof(uint) * isPointer);
            Prefetch(block);
            // Without a branch, which would be guessed wrong too often: what needs no block is overwritten by the next one.
            pending[waiting] = i;
            at[waiting] = block;
            waiting += (int)isPointer;
        }

        EntriesOf(addresses, 8, pending, at, waiting);
        var bottom = _file.Start(TableSection.Bottom);
        var deeper = 0;
        for (var i = 0; i < waiting; i++)
        {
            var which = pending[i];
            var entry = *(uint*)at[i];
            found[which] = entry;
            var isPointer = entry >> 31;
            var block = bottom + ((long)(entry & ~TableLayout.Pointer) * sizeof(uint) * isPointer);
            Prefetch(block);
            pending[deeper] = which;
            at[deeper] = block;
            deeper += (int)isPointer;
        }

        EntriesOf(addresses, 0, pending, at, deeper);
        for (var i = 0; i < deeper; i++) found[pending[i]] = *(uint*)at[i];
    }

    // From where each block begins to where the entry of its address stands.
    private static void EntriesOf(uint* addresses, int shift, int* pending, byte** at, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var block = at[i];
            var bit = (int)(byte)(addresses[pending[i]] >> shift);
            var word = bit >> 6;
            var runs = block[32 + word] + BitOperations.PopCount(((ulong*)block)[word] & ((2UL << (bit & 63)) - 1));
            var entry = block + TableLayout.BlockHead - sizeof(uint) + (runs * sizeof(uint));
            Prefetch(entry);
            at[i] = entry;
        }
    }

    [SkipLocalsInit]
    private void FindIPv6(long* keys, int count, uint* found)
    {
        var nodes = stackalloc int[Batch];
        for (var i = 0; i < count; i++) nodes[i] = 0;
        var level = _file.Start(TableSection.Keys);
        for (var depth = 0; depth < _levels.Length - 1; depth++)
        {
            var below = level + ((long)_levels[depth] * KeyTree.Node * sizeof(long));
            var last = _levels[depth + 1] - 1;
            for (var i = 0; i < count; i++)
            {
                // Behind the last key of a level stands the largest one, which an address may equal.
                var child = Math.Min((nodes[i] * KeyTree.Children) + NotAbove(level + ((long)nodes[i] * KeyTree.Node * sizeof(long)), keys[i]), last);
                nodes[i] = child;
                Prefetch(below + ((long)child * KeyTree.Node * sizeof(long)));
            }

            level = below;
        }

        var values = (uint*)_file.Start(TableSection.Values);
        var lastKey = (int)_file.Header.KeyCount - 1;
        for (var i = 0; i < count; i++)
        {
            var key = (nodes[i] * KeyTree.Node) + NotAbove(level + ((long)nodes[i] * KeyTree.Node * sizeof(long)), keys[i]) - 1;
            nodes[i] = Math.Clamp(key, 0, lastKey);
            Prefetch((byte*)(values + nodes[i]));
        }

        for (var i = 0; i < count; i++) found[i] = values[nodes[i]];
    }

    // How many of a node's eight keys are not above one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int NotAbove(byte* node, long key)
    {
        if (Vector512.IsHardwareAccelerated)
            return BitOperations.PopCount(Vector512.LessThanOrEqual(Vector512.Load((long*)node), Vector512.Create(key)).ExtractMostSignificantBits());
        var wanted = Vector256.Create(key);
        return BitOperations.PopCount(Vector256.LessThanOrEqual(Vector256.Load((long*)node), wanted).ExtractMostSignificantBits())
            + BitOperations.PopCount(Vector256.LessThanOrEqual(Vector256.Load((long*)node + 4), wanted).ExtractMostSignificantBits());
    }

    private uint FindDeep(int index, ulong low)
    {
        var place = ((DeepPlace*)_file.Start(TableSection.DeepIndex))[index];
        var starts = new ReadOnlySpan<ulong>((ulong*)_file.Start(TableSection.DeepStarts) + place.First, place.Count);
        var at = starts.BinarySearch(low);
        // The first part begins at 0.
        return ((uint*)_file.Start(TableSection.DeepValues))[place.First + Math.Max(at >= 0 ? at : ~at - 1, 0)];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(byte* address)
    {
        if (Sse.IsSupported) Sse.Prefetch0(address);
    }

    private static Place ReadPlace(TableFile file, TableNames names, int number)
    {
        var row = file.Section<PlaceRow>(TableSection.Places)[number];
        return new Place(names[row.Country], names[row.City], row.Latitude, row.Longitude);
    }

    private static Network ReadNetwork(TableFile file, TableNames names, int number)
    {
        var row = file.Section<NetworkRow>(TableSection.Networks)[number];
        return new Network(row.Asn, names[row.Organization], names[row.AwsService], names[row.AwsRegion]);
    }
}
