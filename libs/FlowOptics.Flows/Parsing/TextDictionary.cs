using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace FlowOptics.Flows;

/// <summary>
/// The values of one text column: bytes to a code, without an allocation for a value that was seen before, in this batch or an earlier one. Codes
/// count from 1 in order of first use and begin anew with each batch; the strings are shared between batches.
/// </summary>
internal sealed class TextDictionary
{
    // Past this a column is one of unique texts: what is remembered then is given up at the next batch, so that memory stays bounded.
    private const int MaxRemembered = 16 * 1024;
    private const int MaxRememberedBytes = 1024 * 1024;

    // Keeps an outsider who chooses the values from choosing them so that all fall into one slot.
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64() | 1;

    private readonly List<string> _values = [];
    private readonly bool _decodesPercents;
    private Entry[] _entries = [];
    private int[] _slots = [];
    private byte[] _bytes = [];
    private int _count;
    private int _used;
    private int _batch = 1;
    private TextKey _lastKey;
    private int _lastCode;

    /// <param name="decodesPercents">The values are a tag's (<see cref="PercentText"/>). Two encodings of one text are two values.</param>
    internal TextDictionary(bool decodesPercents = false)
    {
        _decodesPercents = decodesPercents;
        Forget();
    }

    /// <summary>The values of this batch, in order of first use: code - 1 is the index.</summary>
    internal IReadOnlyList<string> Values => _values;

    /// <summary>Begins the next batch.</summary>
    internal void Clear()
    {
        _values.Clear();
        _batch++;
        _lastKey = default;
        if (_count > MaxRemembered || _used > MaxRememberedBytes) Forget();
    }

    /// <param name="field">At least one byte.</param>
    /// <returns>The code, or -1 where the bytes are no UTF-8 text.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int CodeOf(ReadOnlySpan<byte> field)
    {
        if (field.Length > TextKey.MaxLength) return FindLong(field);
        // Records come in runs of one interface, one account, one subnet.
        var key = TextKey.Of(field);
        return key.Is(_lastKey) ? _lastCode : FindShort(key, field);
    }

    private int FindShort(in TextKey key, ReadOnlySpan<byte> field)
    {
        var hash = Fold(Mix(Mix(Mix(Seed ^ key.First ^ ((ulong)key.Length << 56)) ^ key.Middle) ^ key.Last));
        var mask = (uint)_slots.Length - 1;
        for (var slot = hash & mask; ; slot = (slot + 1) & mask)
        {
            var index = _slots[slot] - 1;
            if (index < 0) index = Add(key, field, hash, slot);
            if (index < 0) return -1;
            // A new entry is found at once, so that slots which have grown meanwhile are not walked with the old mask.
            ref var entry = ref _entries[index];
            if (!entry.Key.Is(key)) continue;
            _lastKey = key;
            return _lastCode = Use(ref entry);
        }
    }

    private int FindLong(ReadOnlySpan<byte> field)
    {
        var hash = Hash(field);
        var mask = (uint)_slots.Length - 1;
        for (var slot = hash & mask; ; slot = (slot + 1) & mask)
        {
            var index = _slots[slot] - 1;
            if (index < 0) index = Add(new TextKey(field.Length, 0, 0, 0), field, hash, slot);
            if (index < 0) return -1;
            ref var entry = ref _entries[index];
            if (entry.Hash == hash && field.SequenceEqual(_bytes.AsSpan(entry.Offset, entry.Key.Length))) return Use(ref entry);
        }
    }

    private int Use(ref Entry entry)
    {
        if (entry.Batch == _batch) return entry.Code;
        entry.Batch = _batch;
        _values.Add(entry.Text);
        return entry.Code = _values.Count;
    }

    /// <summary>Returns the new entry's index, or -1 where the bytes are no UTF-8 text.</summary>
    private int Add(in TextKey key, ReadOnlySpan<byte> field, uint hash, uint slot)
    {
        if (!Utf8.IsValid(field)) return -1;
        if (_count == _entries.Length) Array.Resize(ref _entries, _count * 2);
        while (_bytes.Length - _used < field.Length) Array.Resize(ref _bytes, _bytes.Length * 2);
        field.CopyTo(_bytes.AsSpan(_used));
        var index = _count++;
        _entries[index] = new Entry { Key = key, Hash = hash, Offset = _used, Text = _decodesPercents ? PercentText.Decode(field) : Encoding.UTF8.GetString(field) };
        _used += field.Length;
        _slots[slot] = _count;
        if (_count * 2 > _slots.Length) Grow();
        return index;
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

    private void Forget()
    {
        _entries = new Entry[16];
        _slots = new int[64];
        _bytes = new byte[256];
        _count = 0;
        _used = 0;
    }

    // Eight bytes at a time; the last eight may overlap the ones before.
    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = Seed ^ (ulong)bytes.Length;
        for (var i = 0; i < bytes.Length - 8; i += 8) hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[i..]));
        return Fold(Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[^8..])));
    }

    private static uint Fold(ulong hash) => (uint)(hash ^ (hash >> 32));

    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value, 0x9E37_79B9_7F4A_7C15, out var low);
        return high ^ BitOperations.RotateLeft(low, 29) ^ Seed;
    }

    private struct Entry
    {
        public TextKey Key;
        public uint Hash;
        public int Offset;
        public int Batch;
        public int Code;
        public string Text;
    }
}
