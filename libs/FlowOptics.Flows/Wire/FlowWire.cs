using System.Buffers;

namespace FlowOptics.Flows;

/// <summary>
/// Batches as protobuf messages, as they travel over MQTT (flows.proto; docs/decisions/020). Sizes are known before a byte is written, so that a batch
/// goes into one buffer, once; nothing is allocated beside it.
/// </summary>
public static class FlowWire
{
    /// <summary>The largest encoding of a raw batch, so that it and its enriched form pass a broker that takes 128 KiB.</summary>
    public const int MaxBatchBytes = 96 * 1024;

    // Writers hold a batch's plan between size and bytes; encoding never waits, so one a thread is enough.
    [ThreadStatic]
    private static FlowWriter? _flowWriter;

    [ThreadStatic]
    private static EnrichedWriter? _enrichedWriter;

    private static FlowWriter Flows => _flowWriter ??= new FlowWriter();

    private static EnrichedWriter Enriched => _enrichedWriter ??= new EnrichedWriter();

    public static byte[] Encode(FlowBatch batch)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(Flows.Begin(batch, 0, batch.Count));
        WriteFlows(bytes);
        return bytes;
    }

    public static byte[] Encode(EnrichedBatch batch)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(Enriched.Begin(batch, 0, batch.Flows.Count, []));
        WriteEnriched(bytes, []);
        return bytes;
    }

    public static void Encode(FlowBatch batch, IBufferWriter<byte> output)
    {
        var size = Flows.Begin(batch, 0, batch.Count);
        WriteFlows(output.GetSpan(size)[..size]);
        output.Advance(size);
    }

    public static void Encode(EnrichedBatch batch, IBufferWriter<byte> output)
    {
        var size = Enriched.Begin(batch, 0, batch.Flows.Count, []);
        WriteEnriched(output.GetSpan(size)[..size], []);
        output.Advance(size);
    }

    /// <summary>Into a buffer of the shared pool: for whoever publishes batch after batch.</summary>
    public static WirePayload EncodePooled(FlowBatch batch)
    {
        var payload = new WirePayload(Flows.Begin(batch, 0, batch.Count));
        WriteFlows(payload.Span);
        return payload;
    }

    /// <inheritdoc cref="EncodePooled(FlowBatch)"/>
    public static WirePayload EncodePooled(EnrichedBatch batch) => TryEncode(batch, 0, batch.Flows.Count, [], int.MaxValue, out _)!;

    /// <summary>
    /// Encodes a run of the records as if it were a batch of its own (<see cref="EnrichedBatch.Slice"/>), where it is not larger than
    /// <paramref name="maxBytes"/>.
    /// </summary>
    /// <param name="encodedFlows">
    /// What <see cref="EnrichedBatch.Flows"/> was decoded from, or empty: for the whole of a batch it is then sent on as it is, since whoever decodes it
    /// reads what we read.
    /// </param>
    /// <param name="size">What it takes.</param>
    /// <returns>Null where it would be larger.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The run is not within the batch.</exception>
    public static WirePayload? TryEncode(EnrichedBatch batch, int first, int count, ReadOnlySpan<byte> encodedFlows, int maxBytes, out int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, batch.Flows.Count - count);
        if (count < batch.Flows.Count) encodedFlows = [];
        size = Enriched.Begin(batch, first, count, encodedFlows);
        if (size > maxBytes)
        {
            Enriched.End();
            return null;
        }

        var payload = new WirePayload(size);
        WriteEnriched(payload.Span, encodedFlows);
        return payload;
    }

    /// <summary>How many bytes <see cref="Encode(FlowBatch)"/> would give.</summary>
    internal static int EncodedSize(FlowBatch batch)
    {
        var size = Flows.Begin(batch, 0, batch.Count);
        Flows.End();
        return size;
    }

    /// <exception cref="FlowFormatException">The payload is no batch of this version, or its columns disagree in length.</exception>
    public static FlowBatch DecodeBatch(ReadOnlyMemory<byte> payload) => DecodeBatch(payload, null);

    /// <param name="buffers">Where its arrays are: the batch is valid until they are used for the next. Null: arrays of its own.</param>
    /// <inheritdoc cref="DecodeBatch(ReadOnlyMemory{byte})"/>
    public static FlowBatch DecodeBatch(ReadOnlyMemory<byte> payload, BatchBuffers? buffers)
    {
        var reader = new FlowReader(payload.Span);
        reader.Read(new WireReader(payload.Span));
        return reader.ToBatch(buffers);
    }

    /// <inheritdoc cref="DecodeBatch(ReadOnlyMemory{byte})"/>
    public static EnrichedBatch DecodeEnriched(ReadOnlyMemory<byte> payload) => DecodeEnriched(payload, null);

    /// <inheritdoc cref="DecodeBatch(ReadOnlyMemory{byte}, BatchBuffers?)"/>
    public static EnrichedBatch DecodeEnriched(ReadOnlyMemory<byte> payload, BatchBuffers? buffers)
    {
        var reader = new EnrichedReader(payload.Span);
        reader.Read(new WireReader(payload.Span));
        return reader.ToBatch(buffers);
    }

    private static void WriteFlows(Span<byte> output)
    {
        var writer = new WireWriter(output);
        Flows.Write(ref writer);
        if (writer.Position != output.Length) throw WrongSize(writer.Position, output.Length);
    }

    private static void WriteEnriched(Span<byte> output, ReadOnlySpan<byte> encodedFlows)
    {
        var writer = new WireWriter(output);
        Enriched.Write(ref writer, encodedFlows);
        if (writer.Position != output.Length) throw WrongSize(writer.Position, output.Length);
    }

    private static InvalidOperationException WrongSize(int written, int expected) =>
        new($"a batch of {expected} bytes came to {written} when it was written: it was changed meanwhile, which a batch must not be");
}
