using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Aspire.Hosting.Telemetry.Attributes;
using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Telemetry.Metrics;

/// <summary>A point's attributes as the sender spells them: a key by which its series is found each second without reading them.</summary>
internal static class AttributeSpelling
{
    /// <summary>Writes the KeyValues in the field of this number, each behind its length.</summary>
    public static void Write(ArrayBufferWriter<byte> spelling, ReadOnlySpan<byte> point, int field)
    {
        spelling.ResetWrittenCount();
        var reader = new WireReader(point);
        while (reader.Next())
        {
            if (reader.Field != field) continue;
            BinaryPrimitives.WriteInt32LittleEndian(spelling.GetSpan(sizeof(int)), reader.Data.Length);
            spelling.Advance(sizeof(int));
            spelling.Write(reader.Data);
        }
    }

    /// <summary>The attributes by name.</summary>
    public static IReadOnlyList<(string Name, string Value)> Read(ReadOnlySpan<byte> spelling)
    {
        List<(string Name, string Value)> attributes = [];
        while (!spelling.IsEmpty)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(spelling);
            var pair = new KeyValue(spelling.Slice(sizeof(int), length));
            attributes.Add((Encoding.UTF8.GetString(pair.Key), AttributeText.Of(pair.Value)));
            spelling = spelling[(sizeof(int) + length)..];
        }

        attributes.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return attributes;
    }
}
