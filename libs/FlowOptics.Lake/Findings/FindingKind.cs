namespace FlowOptics.Lake;

/// <summary>What a finding is about. Numbers are stored in the lake.</summary>
public enum FindingKind : byte
{
    /// <summary>An address of ours tried many ports of a host, without an answer.</summary>
    PortScan,

    /// <summary>An address of ours tried many hosts, without an answer.</summary>
    HostSweep,

    /// <summary>One source, many rejects or short connections at a service that asks for a password.</summary>
    BruteForce,

    /// <summary>An account's first traffic with a country or network.</summary>
    FirstContact,

    /// <summary>A host sends far more out than it does on other days.</summary>
    VolumeOut,

    /// <summary>A service is refused that was not refused on the days before.</summary>
    RejectsBegan,

    /// <summary>AWS lost records: SKIPDATA.</summary>
    RecordsLost,

    /// <summary>What the internet knocks at in vain: one for each account.</summary>
    InternetScan,
}
