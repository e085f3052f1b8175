using System.Runtime.InteropServices;
using System.Text;
using Aspire.Hosting.Telemetry.Resources;

namespace Aspire.Hosting.Telemetry.Traces;

/// <summary>What a list of traces shows of one.</summary>
internal sealed class TraceSummary
{
    private readonly List<(TelemetryResource Resource, long Start, int Spans, int Errors)> _resources = [];

    public TraceSummary(TraceView trace)
    {
        Trace = trace;
        var ids = new HashSet<ulong>(trace.Spans.Length);
        foreach (var span in trace.Spans) ids.Add(span.Id);
        var first = trace.Spans[0];
        (Start, End) = (first.Start, first.End);
        var roots = 0;
        var hasAllParents = true;
        foreach (var span in trace.Spans)
        {
            (Start, End) = (Math.Min(Start, span.Start), Math.Max(End, span.End));
            if (span.IsError) Errors++;
            if (span.ParentId == 0) roots++;
            else if (!ids.Contains(span.ParentId)) hasAllParents = false;
            if (IsBefore(span, first)) first = span;
            Count(span);
        }

        (Head, IsComplete) = (first, roots > 0 && hasAllParents);
        _resources.Sort((a, b) => a.Start.CompareTo(b.Start));
    }

    public TraceView Trace { get; }

    /// <summary>The root, or the earliest span while no root is known.</summary>
    public SpanEntry Head { get; }

    public string Name => Encoding.UTF8.GetString(Head.Name);

    /// <summary>Nanoseconds since 1970.</summary>
    public long Start { get; }

    public long End { get; }

    public int Errors { get; }

    /// <summary>Every span's parent is here, and a root.</summary>
    public bool IsComplete { get; }

    /// <summary>By their first span.</summary>
    public IReadOnlyList<(TelemetryResource Resource, long Start, int Spans, int Errors)> Resources => _resources;

    // A root goes before all others, then the earliest.
    private static bool IsBefore(SpanEntry a, SpanEntry b) => (a.ParentId == 0) == (b.ParentId == 0) ? a.Start < b.Start : a.ParentId == 0;

    private void Count(SpanEntry span)
    {
        foreach (ref var counted in CollectionsMarshal.AsSpan(_resources))
        {
            if (counted.Resource != span.Resource) continue;
            counted = (counted.Resource, Math.Min(counted.Start, span.Start), counted.Spans + 1, counted.Errors + (span.IsError ? 1 : 0));
            return;
        }

        _resources.Add((span.Resource, span.Start, 1, span.IsError ? 1 : 0));
    }
}
