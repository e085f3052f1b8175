using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlowOptics.Geo.Tables;

/// <summary>
/// Checks that every number of a table leads to something that is there. The checksum already tells a damaged file; this makes sure that even one with
/// a right checksum cannot make a look-up read elsewhere. One pass over each section: some tens of milliseconds.
/// </summary>
internal static class TableCheck
{
    /// <exception cref="InvalidDataException">One does not.</exception>
    public static void Check(TableFile table)
    {
        var ends = Count<GeoEnd>(table, TableSection.Ends);
        var places = Count<PlaceRow>(table, TableSection.Places);
        var networks = Count<NetworkRow>(table, TableSection.Networks);
        var names = Count<int>(table, TableSection.Names) - 1;
        Require(ends > 0 && places > 0 && networks > 0 && names > 0, "it has no element 0");

        foreach (var end in table.Section<GeoEnd>(TableSection.Ends)) Require((uint)end.Place < places && (uint)end.Network < networks, "an end leads nowhere");
        foreach (var place in table.Section<PlaceRow>(TableSection.Places)) Require((uint)place.Country < names && (uint)place.City < names, "a place has no name");
        foreach (var network in table.Section<NetworkRow>(TableSection.Networks))
            Require((uint)network.Organization < names && (uint)network.AwsService < names && (uint)network.AwsRegion < names, "a network has no name");
        Names(table);

        var bottom = table.Section<byte>(TableSection.Bottom);
        var middle = table.Section<byte>(TableSection.Middle);
        var root = table.Section<uint>(TableSection.Root);
        Require(root.Length == TableLayout.RootEntries, "its first level has another size");
        var bottomStarts = Blocks(bottom, (uint)ends, null);
        var middleStarts = Blocks(middle, (uint)ends, bottomStarts);
        Entries(root, (uint)ends, middleStarts);
        Keys(table, (uint)ends);
    }

    private static int Count<T>(TableFile table, TableSection section)
        where T : unmanaged
    {
        var bytes = table.Section<byte>(section).Length;
        Require(bytes % Unsafe.SizeOf<T>() == 0, "a part of it ends within an element");
        return bytes / Unsafe.SizeOf<T>();
    }

    private static void Names(TableFile table)
    {
        var before = 0;
        foreach (var offset in table.Section<int>(TableSection.Names))
        {
            Require(offset >= before, "a name ends before it begins");
            before = offset;
        }

        Require(before == table.Section<byte>(TableSection.Text).Length, "the names do not fit the text");
    }

    // Where blocks begin, in units of four bytes.
    private static BitArray Blocks(ReadOnlySpan<byte> section, uint ends, BitArray? below)
    {
        Require(section.Length % sizeof(uint) == 0, "a part of it ends within an element");
        var starts = new BitArray((section.Length / sizeof(uint)) + 1);
        for (long at = 0; at < section.Length;)
        {
            at = TableLayout.AlignBlock(at);
            Require(at + TableLayout.BlockHead <= section.Length, "a block is cut off");
            var head = section.Slice((int)at, TableLayout.BlockHead);
            var words = MemoryMarshal.Cast<byte, ulong>(head[..32]);
            Require((words[0] & 1) == 1, "a block has no beginning");
            var runs = 0;
            for (var word = 0; word < 4; word++)
            {
                Require(head[32 + word] == (byte)runs, "a block counts wrongly");
                runs += BitOperations.PopCount(words[word]);
            }

            var length = TableLayout.BlockHead + (runs * sizeof(uint));
            Require(at + length <= section.Length, "a block is cut off");
            Entries(MemoryMarshal.Cast<byte, uint>(section.Slice((int)at + TableLayout.BlockHead, runs * sizeof(uint))), ends, below);
            starts[(int)(at / sizeof(uint))] = true;
            at += length;
        }

        return starts;
    }

    private static void Entries(ReadOnlySpan<uint> entries, uint ends, BitArray? blocks)
    {
        foreach (var entry in entries)
        {
            if ((entry & TableLayout.Pointer) == 0)
            {
                Require(entry < ends, "an entry leads to no end");
            }
            else
            {
                var block = (int)(entry & ~TableLayout.Pointer);
                Require(blocks is not null && block < blocks.Length && blocks[block], "an entry leads to no block");
            }
        }
    }

    private static void Keys(TableFile table, uint ends)
    {
        var count = table.Header.KeyCount;
        var values = table.Section<uint>(TableSection.Values);
        Require(count >= 1 && count == values.Length && table.Section<byte>(TableSection.Values).Length % sizeof(uint) == 0, "its keys and values are not as many");
        var levels = KeyTree.Levels(count);
        Require(table.Section<byte>(TableSection.Keys).Length == levels.Sum(nodes => (long)nodes) * KeyTree.Node * sizeof(long), "its tree has another size");
        // Else the lowest address would be before the first key. The order of the others only says what is found, not where it is read.
        Require(table.Section<long>(TableSection.Keys)[^(levels[^1] * KeyTree.Node)] == long.MinValue, "its first key is not the lowest");

        var deep = table.Section<DeepPlace>(TableSection.DeepIndex);
        var deepStarts = table.Section<ulong>(TableSection.DeepStarts);
        var deepValues = table.Section<uint>(TableSection.DeepValues);
        Require(deepStarts.Length == deepValues.Length, "its deep keys and values are not as many");
        foreach (var value in values) Require((value & TableLayout.Pointer) == 0 ? value < ends : (value & ~TableLayout.Pointer) < deep.Length, "a key leads nowhere");
        foreach (var value in deepValues) Require(value < ends, "a deep key leads nowhere");
        foreach (var place in deep)
            Require(place.First >= 0 && place.Count > 0 && place.First <= deepStarts.Length - place.Count && deepStarts[place.First] == 0, "deep keys are not there");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new InvalidDataException($"it is damaged: {otherwise}");
    }
}
