namespace FlowOptics.Enricher.Map;

/// <summary>Flows of one service port ("443", "HP", "ICMP").</summary>
internal readonly record struct PortCount(string Port, long Flows);
