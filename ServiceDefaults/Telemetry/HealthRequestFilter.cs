using System.Diagnostics;
using FlowOptics.ServiceDefaults.Health;
using OpenTelemetry;

namespace FlowOptics.ServiceDefaults.Telemetry;

/// <summary>Keeps the polls of <c>/alive</c> and <c>/health</c>, one a second and service, out of the traces: on the side that is asked, and on the one that asks.</summary>
internal sealed class HealthRequestFilter : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        var path = data.Kind switch
        {
            ActivityKind.Server => data.GetTagItem("url.path") as string,
            ActivityKind.Client when data.GetTagItem("url.full") is string url && Uri.TryCreate(url, UriKind.Absolute, out var asked) => asked.AbsolutePath,
            _ => null,
        };
        // The exporter that comes after this takes recorded activities only.
        if (path is HealthEndpoints.Alive or HealthEndpoints.Health) data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
