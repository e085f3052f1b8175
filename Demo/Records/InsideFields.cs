namespace FlowOptics.Demo.Records;

/// <summary>The fields that only the custom format has.</summary>
/// <param name="TrafficPath">1 same VPC, 4 peering in the region, 8 internet gateway.</param>
internal readonly record struct InsideFields(byte TcpFlags, uint PktSource, uint PktDestination, bool Egress, int TrafficPath);
