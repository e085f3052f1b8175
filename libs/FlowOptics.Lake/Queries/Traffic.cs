namespace FlowOptics.Lake;

/// <summary>How much: flow records, packets, bytes.</summary>
public readonly record struct Traffic(long Flows, long Packets, long Bytes)
{
    public static Traffic operator +(Traffic left, Traffic right) =>
        new(left.Flows + right.Flows, left.Packets + right.Packets, left.Bytes + right.Bytes);

    public static Traffic operator -(Traffic left, Traffic right) =>
        new(left.Flows - right.Flows, left.Packets - right.Packets, left.Bytes - right.Bytes);

    public static Traffic Subtract(Traffic left, Traffic right) => left - right;

    public static Traffic Add(Traffic left, Traffic right) => left + right;
}
