namespace FlowOptics.Lake;

public static class TrafficMeasures
{
    public static long Of(this Traffic traffic, TrafficMeasure measure) => measure switch
    {
        TrafficMeasure.Bytes => traffic.Bytes,
        TrafficMeasure.Packets => traffic.Packets,
        TrafficMeasure.Flows => traffic.Flows,
        _ => throw new ArgumentOutOfRangeException(nameof(measure)),
    };
}
