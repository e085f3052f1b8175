using System.Buffers.Binary;
using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Telemetry.Metrics;

/// <summary>A NumberDataPoint or a HistogramDataPoint as it came.</summary>
internal readonly ref struct SentPoint
{
    public SentPoint(ReadOnlySpan<byte> message, InstrumentKind kind)
    {
        var reader = new WireReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case PointFields.Start:
                    Start = UnixTime.Of(reader.Number);
                    break;
                case PointFields.Time:
                    Time = UnixTime.Of(reader.Number);
                    break;
                case PointFields.Count when kind == InstrumentKind.Histogram:
                    Value = reader.Number;
                    break;
                case PointFields.Sum when kind == InstrumentKind.Histogram:
                    Sum = reader.Double;
                    break;
                case PointFields.Buckets when kind == InstrumentKind.Histogram:
                    BucketBytes = reader.Data;
                    break;
                case PointFields.Bounds when kind == InstrumentKind.Histogram:
                    BoundBytes = reader.Data;
                    break;
                case PointFields.AsDouble:
                    Value = reader.Double;
                    break;
                case PointFields.AsInteger:
                    Value = (long)reader.Number;
                    break;
            }
        }
    }

    public long Start { get; }

    public long Time { get; }

    public double Value { get; }

    public double Sum { get; }

    // Packed numbers, eight bytes each.
    public ReadOnlySpan<byte> BucketBytes { get; }

    public ReadOnlySpan<byte> BoundBytes { get; }

    public bool HasBounds(double[] bounds)
    {
        if (BoundBytes.Length != bounds.Length * sizeof(double)) return false;
        for (var i = 0; i < bounds.Length; i++)
        {
            if (!BinaryPrimitives.ReadDoubleLittleEndian(BoundBytes[(i * sizeof(double))..]).Equals(bounds[i])) return false;
        }

        return true;
    }

    public double[] Bounds()
    {
        var bounds = new double[BoundBytes.Length / sizeof(double)];
        for (var i = 0; i < bounds.Length; i++) bounds[i] = BinaryPrimitives.ReadDoubleLittleEndian(BoundBytes[(i * sizeof(double))..]);
        return bounds;
    }

    public long[] Buckets(int count)
    {
        var buckets = new long[count];
        for (var i = 0; i < count && (i + 1) * sizeof(long) <= BucketBytes.Length; i++)
            buckets[i] = BinaryPrimitives.ReadInt64LittleEndian(BucketBytes[(i * sizeof(long))..]);
        return buckets;
    }
}
