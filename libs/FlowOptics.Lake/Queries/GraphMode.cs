namespace FlowOptics.Lake;

/// <summary>Whose traffic a graph shows; the first three are flow-optics' own.</summary>
public enum GraphMode
{
    /// <summary>Everything (the top links).</summary>
    All,

    /// <summary>Traffic among the addresses: both ends are in the group.</summary>
    Correlate,

    /// <summary>All traffic of the addresses, peers optionally limited to a prefix.</summary>
    Inspect,

    /// <summary>As Inspect, only what was rejected.</summary>
    Rejects,
}
