using System.Runtime.CompilerServices;

namespace FlowOptics.Flows;

/// <summary>
/// The arrays of one batch, used again for the next one: who reads batch after batch, and is done with one before the next, keeps one of these and
/// allocates nothing for columns. A batch made in it is valid until the next one is. For one thread at a time.
/// </summary>
public sealed class BatchBuffers
{
    // A place's wire form is in the cache under its bytes; a slot keeps the last one that fell into it.
    private const int CacheSlots = 16_384;

    private readonly Array?[] _columns = new Array?[(int)BufferColumn.Texts];
    private readonly List<int[]> _codes = [];
    private readonly List<List<string>> _values = [];
    private readonly Place?[] _places = new Place?[CacheSlots];
    private readonly Network?[] _networks = new Network?[CacheSlots];

    internal TextCache Texts { get; } = new();

    /// <summary>An array of at least <paramref name="count"/> elements, with anything in it; of its own where there are no buffers.</summary>
    internal static T[] Take<T>(BatchBuffers? buffers, BufferColumn column, int count) where T : unmanaged =>
        buffers?.Take<T>(column, count) ?? GC.AllocateUninitializedArray<T>(count);

    internal static int[] TakeCodes(BatchBuffers? buffers, int text, int count) => buffers?.TakeCodes(text, count) ?? GC.AllocateUninitializedArray<int>(count);

    /// <summary>An empty list for the values of a text column.</summary>
    internal static List<string> TakeValues(BatchBuffers? buffers, int text)
    {
        if (buffers is null) return [];
        while (buffers._values.Count <= text) buffers._values.Add([]);
        buffers._values[text].Clear();
        return buffers._values[text];
    }

    private T[] Take<T>(BufferColumn column, int count) where T : unmanaged
    {
        ref var array = ref _columns[(int)column];
        if (array is not null && array.Length >= count) return Unsafe.As<T[]>(array);
        var fresh = GC.AllocateUninitializedArray<T>(Math.Max(count, FlowBatch.MaxRecords));
        array = fresh;
        return fresh;
    }

    private int[] TakeCodes(int text, int count)
    {
        while (_codes.Count <= text) _codes.Add([]);
        if (_codes[text].Length < count) _codes[text] = new int[FlowBatch.MaxRecords];
        return _codes[text];
    }

    /// <summary>The place of these bytes, which are its content alone: the same instance as lately, where they are the same.</summary>
    internal Place PlaceOf(ReadOnlySpan<byte> payload, WirePlace place)
    {
        var bytes = place.In(payload);
        ref var slot = ref _places[TextCache.HashOf(bytes) & (CacheSlots - 1)];
        if (slot is { } known && known.Wire.AsSpan().EndsWith(bytes) && known.Wire.Length == WireWriter.SizeOfDelimited(EnrichedField.Places, bytes.Length)) return known;
        return slot = PlaceWire.DecodePlace(new WireReader(payload, place.Start, place.Length), Texts);
    }

    /// <inheritdoc cref="PlaceOf"/>
    internal Network NetworkOf(ReadOnlySpan<byte> payload, WirePlace place)
    {
        var bytes = place.In(payload);
        ref var slot = ref _networks[TextCache.HashOf(bytes) & (CacheSlots - 1)];
        if (slot is { } known && known.Wire.AsSpan().EndsWith(bytes) && known.Wire.Length == WireWriter.SizeOfDelimited(EnrichedField.Networks, bytes.Length)) return known;
        return slot = PlaceWire.DecodeNetwork(new WireReader(payload, place.Start, place.Length), Texts);
    }
}
