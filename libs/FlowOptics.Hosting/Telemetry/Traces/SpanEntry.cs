using Aspire.Hosting.Telemetry.Resources;
using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Telemetry.Traces;

/// <summary>A span that was received. It stays as it came; only what every question asks for has been read.</summary>
internal sealed class SpanEntry
{
    /// <summary>What an entry takes beside its bytes: this object, the array's head, its places in the trace.</summary>
    private const int Overhead = 160;

    private const int StatusCode = 3;
    private const int Error = 2;

    public SpanEntry(TelemetryResource resource, TelemetryScope scope, byte[] span)
    {
        (Resource, Scope, Span) = (resource, scope, span);
        var reader = new WireReader(span);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case SpanFields.TraceId:
                    TraceId = Ids.Trace(reader.Data);
                    break;
                case SpanFields.SpanId:
                    Id = Ids.Span(reader.Data);
                    break;
                case SpanFields.ParentId:
                    ParentId = Ids.Span(reader.Data);
                    break;
                case SpanFields.Start:
                    Start = UnixTime.Of(reader.Number);
                    break;
                case SpanFields.End:
                    End = UnixTime.Of(reader.Number);
                    break;
                case SpanFields.Status:
                    IsError = CodeOf(reader.Data) == Error;
                    break;
            }
        }

        End = Math.Max(Start, End);
    }

    public TelemetryResource Resource { get; }

    public TelemetryScope Scope { get; }

    /// <summary>Span, as it came.</summary>
    public byte[] Span { get; }

    public UInt128 TraceId { get; }

    public ulong Id { get; }

    /// <summary>0 for a root.</summary>
    public ulong ParentId { get; }

    /// <summary>Nanoseconds since 1970.</summary>
    public long Start { get; }

    /// <summary>Nanoseconds since 1970; never before <see cref="Start"/>.</summary>
    public long End { get; }

    public bool IsError { get; }

    public int Bytes => Span.Length + Overhead;

    public ReadOnlySpan<byte> Name
    {
        get
        {
            var reader = new WireReader(Span);
            while (reader.Next())
            {
                if (reader.Field == SpanFields.Name) return reader.Data;
            }

            return default;
        }
    }

    private static ulong CodeOf(ReadOnlySpan<byte> status)
    {
        var reader = new WireReader(status);
        while (reader.Next())
        {
            if (reader.Field == StatusCode) return reader.Number;
        }

        return 0;
    }
}
