namespace Aspire.Hosting.Telemetry.Wire;

/// <summary>
/// The messages of OTLP (github.com/open-telemetry/opentelemetry-proto, v1): the numbers of the fields that are read. The shapes below say what each is;
/// packed numbers (a histogram's buckets) are bytes here.
/// </summary>
internal static class Otlp
{
    // KeyValue { key = 1, value = 2 }; AnyValue { string 1, bool 2, int 3, double 4, ArrayValue 5 { values = 1 }, KeyValueList 6 { values = 1 }, bytes 7 }
    private static readonly MessageShape AnyValue = Value();
    private static readonly MessageShape Attribute = new MessageShape().With(WireType.Bytes, 1).With(2, AnyValue);

    private static readonly MessageShape Resource = new MessageShape().With(1, Attribute);
    private static readonly MessageShape Scope = new MessageShape().With(WireType.Bytes, 1, 2).With(3, Attribute);

    private static readonly MessageShape LogRecord = new MessageShape()
        .With(WireType.Fixed64, LogFields.Time, LogFields.ObservedTime)
        .With(WireType.Varint, LogFields.Severity)
        .With(WireType.Bytes, LogFields.TraceId, LogFields.SpanId, LogFields.EventName)
        .With(LogFields.Body, AnyValue)
        .With(LogFields.Attributes, Attribute);

    private static readonly MessageShape Span = new MessageShape()
        .With(WireType.Bytes, SpanFields.TraceId, SpanFields.SpanId, SpanFields.ParentId, SpanFields.Name)
        .With(WireType.Varint, SpanFields.Kind)
        .With(WireType.Fixed64, SpanFields.Start, SpanFields.End)
        .With(SpanFields.Attributes, Attribute)
        .With(SpanFields.Events, new MessageShape().With(WireType.Fixed64, 1).With(WireType.Bytes, 2).With(3, Attribute))
        .With(SpanFields.Links, new MessageShape().With(WireType.Bytes, 1, 2).With(4, Attribute))
        .With(SpanFields.Status, new MessageShape().With(WireType.Bytes, 2).With(WireType.Varint, 3));

    private static readonly MessageShape NumberPoint = new MessageShape()
        .With(WireType.Fixed64, PointFields.Start, PointFields.Time, PointFields.AsDouble, PointFields.AsInteger)
        .With(PointFields.NumberAttributes, Attribute);

    private static readonly MessageShape HistogramPoint = new MessageShape()
        .With(WireType.Fixed64, PointFields.Start, PointFields.Time, PointFields.Count, PointFields.Sum)
        .With(WireType.Bytes, PointFields.Buckets, PointFields.Bounds)
        .With(PointFields.HistogramAttributes, Attribute);

    private static readonly MessageShape Metric = new MessageShape()
        .With(WireType.Bytes, 1, 2, 3)
        .With(MetricFields.Gauge, new MessageShape().With(1, NumberPoint))
        .With(MetricFields.Sum, new MessageShape().With(1, NumberPoint).With(WireType.Varint, 2, 3))
        .With(MetricFields.Histogram, new MessageShape().With(1, HistogramPoint).With(WireType.Varint, 2));

    public static MessageShape Logs { get; } = Export(LogRecord);

    public static MessageShape Traces { get; } = Export(Span);

    public static MessageShape Metrics { get; } = Export(Metric);

    // Export…ServiceRequest { Resource… 1 { resource = 1, Scope… 2 { scope = 1, the records = 2 } } }
    private static MessageShape Export(MessageShape record) =>
        new MessageShape().With(1, new MessageShape().With(1, Resource).With(2, new MessageShape().With(1, Scope).With(2, record)));

    private static MessageShape Value()
    {
        var value = new MessageShape().With(WireType.Bytes, 1, 7).With(WireType.Varint, 2, 3).With(WireType.Fixed64, 4);
        return value
            .With(5, new MessageShape().With(1, value))
            .With(6, new MessageShape().With(1, new MessageShape().With(WireType.Bytes, 1).With(2, value)));
    }
}
