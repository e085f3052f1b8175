using Aspire.Hosting.Telemetry.Attributes;
using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Telemetry.Traces;

/// <summary>Which traces are asked for; what is null or empty asks nothing.</summary>
internal sealed record TraceFilter
{
    /// <summary>Has a span of one of these.</summary>
    public IReadOnlySet<string>? Resources { get; init; }

    /// <summary>In a span's name, or in the trace's id.</summary>
    public string Text { get; init; } = "";

    public bool ErrorsOnly { get; init; }

    /// <summary>Least duration in nanoseconds.</summary>
    public long Least { get; init; }

    /// <summary>All of them hold for one span.</summary>
    public IReadOnlyList<AttributeFilter> Attributes { get; init; } = [];

    public bool Matches(TraceView trace) =>
        (Resources is null || Any(trace, span => Resources.Contains(span.Resource.Id)))
        && (!ErrorsOnly || Any(trace, span => span.IsError))
        && (Least == 0 || Duration(trace) >= Least)
        && (Text.Length == 0 || Ids.Text(trace.Id).Contains(Text, StringComparison.OrdinalIgnoreCase) || Any(trace, span => Utf8Text.Contains(span.Name, Text)))
        && (Attributes.Count == 0 || Any(trace, HasAttributes));

    private static bool Any(TraceView trace, Func<SpanEntry, bool> holds)
    {
        foreach (var span in trace.Spans)
        {
            if (holds(span)) return true;
        }

        return false;
    }

    private static long Duration(TraceView trace)
    {
        var (start, end) = (long.MaxValue, 0L);
        foreach (var span in trace.Spans) (start, end) = (Math.Min(start, span.Start), Math.Max(end, span.End));
        return end - start;
    }

    private bool HasAttributes(SpanEntry span)
    {
        foreach (var attribute in Attributes)
        {
            if (!attribute.Holds(ValueOf(span, attribute.Name))) return false;
        }

        return true;
    }

    private static string? ValueOf(SpanEntry span, ReadOnlySpan<byte> name) =>
        AttributeText.Find(span.Span, SpanFields.Attributes, name)
        ?? AttributeText.Find(span.Scope.Message, field: 3, name)
        ?? AttributeText.Find(span.Resource.Message, field: 1, name);
}
