using Google.Protobuf;
using Proto = FlowOptics.Flows.Wire;

namespace FlowOptics.Flows;

/// <summary>Batches as protobuf messages, as they travel over MQTT (flows.proto).</summary>
public static class FlowWire
{
    /// <summary>The largest encoding of a raw batch, so that it and its enriched form pass a broker that takes 128 KiB.</summary>
    public const int MaxBatchBytes = 96 * 1024;

    public static byte[] Encode(FlowBatch batch) => FlowMessage.From(batch).ToByteArray();

    /// <summary>How many bytes <see cref="Encode(FlowBatch)"/> would give.</summary>
    internal static int EncodedSize(FlowBatch batch) => FlowMessageSize.Of(batch);

    public static byte[] Encode(EnrichedBatch batch) => EnrichedMessage.From(batch).ToByteArray();

    /// <exception cref="FlowFormatException">The payload is no batch of this version, or its columns disagree in length.</exception>
    public static FlowBatch DecodeBatch(ReadOnlyMemory<byte> payload) => FlowMessage.ToBatch(Parse(Proto.FlowBatch.Parser, payload));

    /// <inheritdoc cref="DecodeBatch"/>
    public static EnrichedBatch DecodeEnriched(ReadOnlyMemory<byte> payload) => EnrichedMessage.ToBatch(Parse(Proto.EnrichedBatch.Parser, payload));

    private static T Parse<T>(MessageParser<T> parser, ReadOnlyMemory<byte> payload) where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(payload.Span);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new FlowFormatException($"the payload of {payload.Length} bytes is no batch: {exception.Message}");
        }
    }
}
