using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Unicode;

namespace FlowOptics.Flows;

/// <summary>
/// The values of one text column: bytes to a code, without an allocation for a value that was seen before, in this batch or an earlier one. Codes
/// count from 1 in order of first use and begin anew with each batch; the strings are shared between batches.
/// </summary>
internal sealed class TextDictionary
{
    // Past this many values a column is a column of unique texts: what is remembered then is given up at the next batch, so that memory stays bounded.
    private const int MaxRemembered = 16 * 1024;
    private const int MaxRememberedBytes = 1024 * 1024;

    // Keeps an outsider who chooses the values from choosing them so that all fall into one slot.
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64() | 1;

    private readonly List<string> _values = [];
    private Entry[] _entries = new Entry[16];
    private int[] _slots = new int[32];
    private byte[] _bytes = new byte[256];
    private int _count;
    private int _used;
    private int _batch = 1;
    private int _last = -1;

    /// <summary>The values of this batch, in order of first use: code - 1 is the index.</summary>
    internal IReadOnlyList<string> Values => _values;

    /// <summary>Forgets the batch's codes.</summary>
    internal void Clear()
    {
        _values.Clear();
        _batch++;
        _last = -1;
        if (_count <= MaxRemembered && _used <= MaxRememberedBytes) return;
        _entries = new Entry[16];
        _slots = new int[32];
        _bytes = new byte[256];
        _count = 0;
        _used = 0;
    }

    /// <returns>The code, or -1 where the bytes are no UTF-8 text.</returns>
    internal int CodeOf(ReadOnlySpan<byte> field)
    {
        // Records come in runs of one interface, one account, one subnet.
        if (_last >= 0)
        {
            ref var last = ref _entries[_last];
            if (field.SequenceEqual(_bytes.AsSpan(last.Offset, last.Length))) return last.Code;
        }

        return Find(field);
    }

    private int Find(ReadOnlySpan<byte> field)
    {
        var hash = Hash(field);
        var mask = (uint)_slots.Length - 1;
        for (var slot = hash & mask; ; slot = (slot + 1) & mask)
        {
            var index = _slots[slot] - 1;
            if (index < 0) return Add(field, hash, slot);
            ref var entry = ref _entries[index];
            if (entry.Hash != hash || !field.SequenceEqual(_bytes.AsSpan(entry.Offset, entry.Length))) continue;
            return Use(index);
        }
    }

    private int Use(int index)
    {
        ref var entry = ref _entries[index];
        if (entry.Batch != _batch)
        {
            entry.Batch = _batch;
            _values.Add(entry.Text);
            entry.Code = _values.Count;
        }

        _last = index;
        return entry.Code;
    }

    private int Add(ReadOnlySpan<byte> field, uint hash, uint slot)
    {
        if (!Utf8.IsValid(field)) return -1;
        if (_count == _entries.Length) Array.Resize(ref _entries, _count * 2);
        while (_bytes.Length - _used < field.Length) Array.Resize(ref _bytes, _bytes.Length * 2);
        field.CopyTo(_bytes.AsSpan(_used));
        _entries[_count] = new Entry { Hash = hash, Offset = _used, Length = field.Length, Text = Encoding.UTF8.GetString(field) };
        _used += field.Length;
        _slots[slot] = ++_count;
        var index = _count - 1;
        if (_count * 2 > _slots.Length) Grow();
        return Use(index);
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        var mask = (uint)_slots.Length - 1;
        for (var index = 0; index < _count; index++)
        {
            var slot = _entries[index].Hash & mask;
            while (_slots[slot] != 0) slot = (slot + 1) & mask;
            _slots[slot] = index + 1;
        }
    }

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = Seed ^ (ulong)bytes.Length;
        if (bytes.Length < 8)
        {
            ulong all = 0;
            foreach (var value in bytes) all = (all << 8) | value;
            hash = Mix(hash ^ all);
        }
        else
        {
            // Eight at a time; the last eight may overlap the ones before.
            for (var i = 0; i < bytes.Length - 8; i += 8) hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[i..]));
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[^8..]));
        }

        return (uint)(hash ^ (hash >> 32));
    }

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value, 0x9E37_79B9_7F4A_7C15, out var low);
        return high ^ BitOperations.RotateLeft(low, 29) ^ Seed;
    }

    private struct Entry
    {
        public uint Hash;
        public int Offset;
        public int Length;
        public int Batch;
        public int Code;
        public string Text;
    }
}
