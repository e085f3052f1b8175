namespace Aspire.Hosting.Telemetry.Receiving;

internal enum Signal
{
    Logs,
    Traces,
    Metrics,
}
