namespace FlowOptics.Lake;

/// <summary>When something is a finding: <c>FlowOptics:Findings:*</c>, explained in docs/findings.md. Counts are of a UTC day (history) or of the live window.</summary>
public sealed record FindingOptions
{
    /// <summary>Ports of one host.</summary>
    public int ScanPorts { get; init; } = 15;

    /// <summary>Hosts, on whichever ports.</summary>
    public int SweepHosts { get; init; } = 25;

    /// <summary>A probe has at most so many packets a record: six are a SYN that is sent again and again.</summary>
    public int ProbePackets { get; init; } = 6;

    /// <summary>Attempts of one source at one host and service.</summary>
    public int BruteForceAttempts { get; init; } = 50;

    /// <summary>An attempt has at most so many packets: some five passwords over SSH.</summary>
    public int BruteForcePackets { get; init; } = 30;

    /// <summary>TCP ports of services that ask for a password: SSH, Telnet, RDP, VNC, WinRM, and databases.</summary>
    public IReadOnlyList<int> BruteForceServices { get; init; } = [22, 23, 1433, 1521, 3306, 3389, 5432, 5900, 5985, 5986, 6379, 9042, 9200, 11211, 27017];

    /// <summary>
    /// Of these ports a short connection counts from our own addresses too. From them a database gets one for each request of many a program, which looks the same.
    /// </summary>
    public IReadOnlyList<int> LoginServices { get; init; } = [22, 23, 3389, 5900, 5985, 5986];

    /// <summary>Bytes that a host sends out in a day, below which it is never unusual.</summary>
    public long VolumeFloorBytes { get; init; } = 500_000_000;

    /// <summary>Median absolute deviations above the median of the days before.</summary>
    public int VolumeDeviations { get; init; } = 6;

    /// <summary>And at least so many times the median.</summary>
    public int VolumeFactor { get; init; } = 2;

    /// <summary>Days on which the host must have sent something.</summary>
    public int VolumeDays { get; init; } = 3;

    /// <summary>Rejected records of a host's service.</summary>
    public int RejectsBeganFlows { get; init; } = 20;

    /// <summary>Rejected records from the internet.</summary>
    public int InternetScanFlows { get; init; } = 100;

    /// <summary>Days before that something is compared with.</summary>
    public int LookbackDays { get; init; } = 7;

    /// <summary>Days of an account's history before anything in it is called new.</summary>
    public int BaselineDays { get; init; } = 3;

    /// <summary>The most findings of a kind that are kept of a day.</summary>
    public int KeptOfKind { get; init; } = 200;
}
