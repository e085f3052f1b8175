namespace FlowOptics.Lake;

/// <summary>What a log's format says of a network interface; null where it does not.</summary>
public sealed record InterfaceFacts(string? VpcId, string? SubnetId, string? InstanceId);
