using Google.Protobuf;

namespace Aspire.Hosting.Tests.Telemetry;

/// <summary>Writes OTLP messages by hand with Google's own writer, for what no exporter sends: late spans, damaged ids, so many resources.</summary>
internal static class OtlpMessages
{
    public static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true)) write(output);
        return bytes.ToArray();
    }

    public static void Bytes(this CodedOutputStream output, int field, byte[] value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(value));
    }

    public static void Text(this CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    public static void Varint(this CodedOutputStream output, int field, ulong value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteUInt64(value);
    }

    public static void Fixed64(this CodedOutputStream output, int field, ulong value)
    {
        output.WriteTag(field, WireFormat.WireType.Fixed64);
        output.WriteFixed64(value);
    }

    public static void Double(this CodedOutputStream output, int field, double value)
    {
        output.WriteTag(field, WireFormat.WireType.Fixed64);
        output.WriteDouble(value);
    }

    public static byte[] Attribute(string name, object value) => Message(output =>
    {
        output.Text(1, name);
        output.Bytes(2, Value(value));
    });

    public static byte[] Value(object value) => Message(output =>
    {
        switch (value)
        {
            case string text:
                output.Text(1, text);
                break;
            case bool boolean:
                output.Varint(2, boolean ? 1UL : 0);
                break;
            case long number:
                output.Varint(3, (ulong)number);
                break;
            case double number:
                output.Double(4, number);
                break;
            case object[] list:
                output.Bytes(5, Message(values => Array.ForEach(list, item => values.Bytes(1, Value(item)))));
                break;
            default:
                throw new ArgumentException($"{value.GetType()} is no attribute's value.", nameof(value));
        }
    });

    public static byte[] Resource(string name, string? instance = null) => Message(output =>
    {
        output.Bytes(1, Attribute("service.name", name));
        if (instance is not null) output.Bytes(1, Attribute("service.instance.id", instance));
    });

    public static byte[] Scope(string name) => Message(output => output.Text(1, name));

    /// <summary>A request of one resource and one scope, for any signal.</summary>
    public static byte[] Export(byte[] resource, string scope, params IEnumerable<byte[]> records) => Message(request => request.Bytes(1, Message(group =>
    {
        group.Bytes(1, resource);
        group.Bytes(2, Message(scoped =>
        {
            scoped.Bytes(1, Scope(scope));
            foreach (var record in records) scoped.Bytes(2, record);
        }));
    })));

    public static byte[] Log(string message, ulong time = 1, int severity = 9, byte[]? trace = null, byte[]? span = null, params (string Name, object Value)[] attributes) => Message(output =>
    {
        output.Fixed64(1, time);
        output.Varint(2, (ulong)severity);
        output.Bytes(5, Value(message));
        foreach (var (name, value) in attributes) output.Bytes(6, Attribute(name, value));
        if (trace is not null) output.Bytes(9, trace);
        if (span is not null) output.Bytes(10, span);
    });

    public static byte[] Span(byte[] trace, byte[] id, byte[]? parent, string name, ulong start, ulong end, bool isError = false, params (string Name, object Value)[] attributes) => Message(output =>
    {
        output.Bytes(1, trace);
        output.Bytes(2, id);
        if (parent is not null) output.Bytes(4, parent);
        output.Text(5, name);
        output.Fixed64(7, start);
        output.Fixed64(8, end);
        foreach (var (key, value) in attributes) output.Bytes(9, Attribute(key, value));
        if (isError) output.Bytes(15, Message(status => status.Varint(3, 2)));
    });

    /// <summary>A Metric whose points stand in the field of its kind: 5 gauge, 7 sum, 9 histogram.</summary>
    public static byte[] Metric(string name, int kind, IEnumerable<byte[]> points, bool isMonotonic = true, bool isDelta = false) => Message(metric =>
    {
        metric.Text(1, name);
        metric.Bytes(kind, Message(data =>
        {
            foreach (var point in points) data.Bytes(1, point);
            if (kind == 5) return;
            data.Varint(2, isDelta ? 1UL : 2);
            if (kind == 7 && isMonotonic) data.Varint(3, 1);
        }));
    });

    public static byte[] Number(ulong time, double value, ulong start = 0, params (string Name, object Value)[] attributes) => Message(point =>
    {
        point.Fixed64(2, start);
        point.Fixed64(3, time);
        point.Double(4, value);
        foreach (var (name, attribute) in attributes) point.Bytes(7, Attribute(name, attribute));
    });

    public static byte[] Histogram(ulong time, double[] bounds, long[] buckets, double sum, ulong start = 0) => Message(point =>
    {
        point.Fixed64(2, start);
        point.Fixed64(3, time);
        point.Fixed64(4, (ulong)buckets.Sum());
        point.Double(5, sum);
        point.Bytes(6, [.. buckets.SelectMany(BitConverter.GetBytes)]);
        point.Bytes(7, [.. bounds.SelectMany(BitConverter.GetBytes)]);
    });

    public static byte[] TraceId(int number) => [.. BitConverter.GetBytes(0x0101010101010101), .. BitConverter.GetBytes((long)number + 1)];

    public static byte[] SpanId(int number) => BitConverter.GetBytes((long)number + 1);
}
