namespace FlowOptics.Emulator.Logs;

/// <summary>All events of a group go to a destination.</summary>
internal sealed record SubscriptionFilter(string Name, string DestinationArn, string? RoleArn, long Created);
