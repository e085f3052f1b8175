using System.Diagnostics;
using FlowOptics.ServiceDefaults.Health;
using OpenTelemetry;

namespace FlowOptics.ServiceDefaults.Telemetry;

/// <summary>Keeps the polls of <c>/alive</c> and <c>/health</c>, one a second and service, out of the traces.</summary>
internal sealed class HealthRequestFilter : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.Kind == ActivityKind.Server && data.GetTagItem("url.path") is HealthEndpoints.Alive or HealthEndpoints.Health)
        {
            // The exporter that comes after this takes recorded activities only.
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
