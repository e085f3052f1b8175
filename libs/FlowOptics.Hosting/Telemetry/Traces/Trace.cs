using Aspire.Hosting.Telemetry.Resources;

namespace Aspire.Hosting.Telemetry.Traces;

/// <summary>A trace's spans, in the order in which they came. Only <see cref="TraceStore"/> changes it, within its lock.</summary>
internal sealed class Trace(UInt128 id, TelemetryResource owner)
{
    public const int MostSpans = 5_000;

    /// <summary>What a trace takes beside its spans.</summary>
    public const int Overhead = 250;

    private const int FirstSpans = 8;

    private SpanEntry[] _spans = new SpanEntry[FirstSpans];
    private ulong[] _ids = new ulong[FirstSpans];
    private int _count;
    private int _dropped;

    public UInt128 Id { get; } = id;

    /// <summary>Whose span came first: among its traces this one counts.</summary>
    public TelemetryResource Owner { get; } = owner;

    /// <summary>Which change of the store was this trace's last.</summary>
    public long Version { get; set; }

    public long Bytes { get; private set; } = Overhead;

    /// <summary>What it holds now. What is added later is not seen through it.</summary>
    public TraceView View() => new(Id, Version, _spans, _count, _dropped);

    /// <summary>False where nothing changes: the span has come before, as it does when an answer to its sender was lost.</summary>
    public bool Add(SpanEntry span)
    {
        if (_ids.AsSpan(0, _count).Contains(span.Id)) return false;
        if (_count == MostSpans)
        {
            _dropped++;
            return true;
        }

        if (_count == _spans.Length)
        {
            // New arrays: views keep the old ones.
            Array.Resize(ref _spans, _count * 2);
            Array.Resize(ref _ids, _count * 2);
        }

        (_spans[_count], _ids[_count]) = (span, span.Id);
        _count++;
        Bytes += span.Bytes;
        return true;
    }
}
