using System.Diagnostics.Metrics;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Ingestor.Sources.Firehose;

/// <summary>Requests by what became of them.</summary>
internal sealed class FirehoseTelemetry : IDisposable
{
    private readonly ServiceStatus _status;
    private readonly Meter _meter = new("FlowOptics.Ingestor");
    private readonly Counter<long> _requests;
    private readonly Counter<long> _lines;

    public FirehoseTelemetry(ServiceStatus status)
    {
        _status = status;
        _requests = _meter.CreateCounter<long>("flowoptics.ingestor.firehose.requests", "{request}", "Requests of Firehose: archived, known (sent again), unauthenticated, malformed, too large, busy, failed");
        _lines = _meter.CreateCounter<long>("flowoptics.ingestor.firehose.lines", "{record}", "Records of requests that were acknowledged");
    }

    public void Answered(string outcome, long lines)
    {
        _requests.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        _lines.Add(lines);
        _status.Add($"firehose.{outcome}", 1);
    }

    public void Dispose() => _meter.Dispose();
}
