using FlowOptics.Flows;

namespace FlowOptics.Enricher.Enrichment;

/// <summary>Encodes an enriched batch in as many messages as it takes to keep each within a broker's limit.</summary>
internal static class BatchSplitter
{
    /// <summary>The largest message: AWS IoT Core takes 128 KiB, with topic and properties.</summary>
    public const int MaxBytes = 120 * 1024;

    /// <summary>Halves by records, the first half the smaller one, as often as it takes: content alone decides where, so a repeat is cut the same.</summary>
    /// <param name="encodedFlows">What the batch's flows were decoded from, or empty: see <see cref="FlowWire.TryEncode"/>.</param>
    /// <exception cref="FlowFormatException">One record alone is too large.</exception>
    public static List<WirePayload> Encode(EnrichedBatch batch, ReadOnlySpan<byte> encodedFlows, int maxBytes = MaxBytes)
    {
        var parts = new List<WirePayload>(1);
        Encode(batch, 0, batch.Flows.Count, encodedFlows, maxBytes, parts);
        return parts;
    }

    private static void Encode(EnrichedBatch batch, int first, int count, ReadOnlySpan<byte> encodedFlows, int maxBytes, List<WirePayload> parts)
    {
        if (FlowWire.TryEncode(batch, first, count, encodedFlows, maxBytes, out var size) is { } part)
        {
            parts.Add(part);
            return;
        }

        if (count <= 1)
        {
            var origin = batch.Flows.Origin;
            throw new FlowFormatException($"record {origin.FirstRecord + first} of {origin.Key} needs {size} bytes; a message takes {maxBytes}.");
        }

        Encode(batch, first, count / 2, [], maxBytes, parts);
        Encode(batch, first + (count / 2), count - (count / 2), [], maxBytes, parts);
    }
}
