namespace FlowOptics.Mqtt;

/// <summary>Where to connect to now.</summary>
/// <param name="Server">May hold what lets one in (a signature): it is not logged.</param>
/// <param name="Until">The connection is made anew before this; null: it lasts.</param>
public sealed record MqttAddress(Uri Server, DateTimeOffset? Until);
