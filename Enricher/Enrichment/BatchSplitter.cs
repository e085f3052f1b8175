using FlowOptics.Flows;

namespace FlowOptics.Enricher.Enrichment;

/// <summary>Encodes an enriched batch in as many messages as it takes to keep each within a broker's limit.</summary>
internal static class BatchSplitter
{
    /// <summary>The largest message: AWS IoT Core takes 128 KiB, with topic and properties.</summary>
    public const int MaxBytes = 120 * 1024;

    /// <summary>Halves by records, the first half the smaller one, as often as it takes: content alone decides where, so a repeat is cut the same.</summary>
    /// <exception cref="FlowFormatException">One record alone is too large.</exception>
    public static List<byte[]> Encode(EnrichedBatch batch, int maxBytes = MaxBytes)
    {
        var parts = new List<byte[]>(1);
        Encode(batch, maxBytes, parts);
        return parts;
    }

    private static void Encode(EnrichedBatch batch, int maxBytes, List<byte[]> parts)
    {
        var encoded = FlowWire.Encode(batch);
        if (encoded.Length <= maxBytes)
        {
            parts.Add(encoded);
            return;
        }

        var count = batch.Flows.Count;
        if (count <= 1)
        {
            var origin = batch.Flows.Origin;
            throw new FlowFormatException($"record {origin.FirstRecord} of {origin.Key} needs {encoded.Length} bytes; a message takes {maxBytes}.");
        }

        Encode(batch.Slice(0, count / 2), maxBytes, parts);
        Encode(batch.Slice(count / 2, count - (count / 2)), maxBytes, parts);
    }
}
