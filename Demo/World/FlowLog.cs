namespace FlowOptics.Demo.World;

/// <summary>A flow log: the traffic of one VPC in one format, delivered as objects.</summary>
/// <param name="Period">Live: how many seconds an object covers.</param>
/// <param name="Phase">Live: at which second of the period one ends, so that not all flow logs deliver in the same tick.</param>
internal sealed record FlowLog(Vpc Vpc, string Header, ITraffic Traffic, int Period, int Phase)
{
    /// <summary>The last moment, up to <paramref name="now"/>, at which a live object of this flow log ends.</summary>
    public long LastEnd(long now) => now - ((now - Phase) % Period + Period) % Period;
}
