namespace FlowOptics.Lake;

/// <summary>What is most: the order of links, groups and series.</summary>
public enum TrafficMeasure
{
    Bytes,
    Packets,
    Flows,
}
