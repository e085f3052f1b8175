namespace FlowOptics.Lake;

/// <summary>Traffic by what became of it.</summary>
/// <param name="Other">Records whose format has no action.</param>
public readonly record struct TrafficByAction(Traffic Accepted, Traffic Rejected, Traffic Other)
{
    public Traffic Total => Accepted + Rejected + Other;

    public static TrafficByAction operator +(TrafficByAction left, TrafficByAction right) =>
        new(left.Accepted + right.Accepted, left.Rejected + right.Rejected, left.Other + right.Other);

    public static TrafficByAction operator -(TrafficByAction left, TrafficByAction right) =>
        new(left.Accepted - right.Accepted, left.Rejected - right.Rejected, left.Other - right.Other);

    public static TrafficByAction Add(TrafficByAction left, TrafficByAction right) => left + right;

    public static TrafficByAction Subtract(TrafficByAction left, TrafficByAction right) => left - right;
}
