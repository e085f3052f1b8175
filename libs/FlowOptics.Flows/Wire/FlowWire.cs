namespace FlowOptics.Flows;

/// <summary>Batches as protobuf messages, as they travel over MQTT (flows.proto).</summary>
public static class FlowWire
{
    /// <summary>The largest encoding of a raw batch, so that it and its enriched form pass a broker that takes 128 KiB.</summary>
    public const int MaxBatchBytes = 96 * 1024;

    public static byte[] Encode(FlowBatch batch) => throw new NotImplementedException();

    public static byte[] Encode(EnrichedBatch batch) => throw new NotImplementedException();

    /// <exception cref="FlowFormatException">The payload is no batch of this version, or its columns disagree in length.</exception>
    public static FlowBatch DecodeBatch(ReadOnlyMemory<byte> payload) => throw new NotImplementedException();

    /// <inheritdoc cref="DecodeBatch"/>
    public static EnrichedBatch DecodeEnriched(ReadOnlyMemory<byte> payload) => throw new NotImplementedException();
}
