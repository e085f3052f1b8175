using FlowOptics.Flows;
using FlowOptics.GraphApi.Live;

namespace FlowOptics.GraphApi.Tests.Live;

internal static class LiveWindowExtensions
{
    /// <summary>As a batch comes over MQTT.</summary>
    public static int? Add(this LiveWindow window, EnrichedBatch batch, DateTimeOffset arrival)
    {
        var live = new LiveBatch();
        live.Read(FlowWire.Encode(batch));
        return window.Add(live, arrival);
    }
}
