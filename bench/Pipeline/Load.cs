namespace FlowOptics.Bench.Pipeline;

/// <summary>Which links generated records belong to.</summary>
internal enum Load
{
    /// <summary>
    /// As in a VPC: each of 2,000 hosts talks to 40 peers, some much more than others, half of them outside; every twentieth record is a stranger's
    /// attempt, refused.
    /// </summary>
    Repeating,

    /// <summary>The worst case: nearly every record is a link of its own (2,000 hosts, 22,000 peers, 12 services, all equally likely).</summary>
    Distinct,

    /// <summary>As <see cref="Repeating"/>, but one end of each record is public, so that all of them show on the map.</summary>
    Public,
}
