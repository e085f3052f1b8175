using Aspire.Hosting.Telemetry.Resources;
using Aspire.Hosting.Telemetry.Wire;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Telemetry.Logs;

/// <summary>A log that was received. It stays as it came; only what every question asks for has been read.</summary>
internal sealed class LogEntry
{
    // OTLP has four grades a level, from 1 on; 0 is "not said".
    private const int GradesPerLevel = 4;

    /// <summary>What an entry takes beside its bytes: this object, the array's head, a place in the queue.</summary>
    private const int Overhead = 160;

    public LogEntry(TelemetryResource resource, TelemetryScope scope, byte[] record)
    {
        (Resource, Scope, Record) = (resource, scope, record);
        var reader = new WireReader(record);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case LogFields.Time:
                    Time = UnixTime.Of(reader.Number);
                    break;
                case LogFields.ObservedTime:
                    ObservedTime = UnixTime.Of(reader.Number);
                    break;
                case LogFields.Severity:
                    Severity = (byte)Math.Min(reader.Number, byte.MaxValue);
                    break;
                case LogFields.TraceId:
                    TraceId = Ids.Trace(reader.Data);
                    break;
                case LogFields.SpanId:
                    SpanId = Ids.Span(reader.Data);
                    break;
            }
        }

        // A log that was made from elsewhere may have no time of its own.
        if (Time == 0) Time = ObservedTime;
    }

    /// <summary>Rises over all resources, by arrival; set once, by the store.</summary>
    public long Number { get; set; }

    public TelemetryResource Resource { get; }

    public TelemetryScope Scope { get; }

    /// <summary>LogRecord, as it came.</summary>
    public byte[] Record { get; }

    /// <summary>Nanoseconds since 1970.</summary>
    public long Time { get; }

    public long ObservedTime { get; }

    public byte Severity { get; }

    public UInt128 TraceId { get; }

    public ulong SpanId { get; }

    public LogLevel Level => Severity == 0 ? LogLevel.Information : (LogLevel)Math.Min((Severity - 1) / GradesPerLevel, (int)LogLevel.Critical);

    public int Bytes => Record.Length + Overhead;
}
