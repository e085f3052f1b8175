namespace FlowOptics.Lake;

/// <summary>What a record says of the interface that it was logged at: a row of <c>origins</c>. These hang together, so one number stands for all.</summary>
internal readonly record struct LoggedInterface(int Scope, string? AccountId, string? InterfaceId, string? VpcId, string? SubnetId, string? InstanceId);
