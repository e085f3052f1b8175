using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>
/// The probes of one source. A probe is a link (source, target, service label) whose target sent nothing back that was let through, and that was rejected or has at most
/// <see cref="FindingOptions.ProbePackets"/> packets a record, taken over all its records.
/// </summary>
/// <param name="Hosts">Probed on any port.</param>
/// <param name="Ports">Probed of any host: numbers, not HP or ICMP.</param>
/// <param name="MaxPorts">The most of one host.</param>
/// <param name="ScannedHosts">Hosts of which at least <see cref="FindingOptions.ScanPorts"/> ports were probed.</param>
/// <param name="MaxPortsHost">The first, by address, with <paramref name="MaxPorts"/>.</param>
/// <param name="Labels">All that were probed, on the most hosts first.</param>
public sealed record ScanFacts(
    string Account, string Region, Address Source, long Hosts, long Ports, long MaxPorts, long ScannedHosts, Address MaxPortsHost, IReadOnlyList<ScanLabel> Labels);

/// <param name="Hosts">On how many hosts it was probed.</param>
public readonly record struct ScanLabel(int Label, long Hosts);
