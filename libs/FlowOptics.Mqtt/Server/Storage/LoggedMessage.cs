namespace FlowOptics.Mqtt.Server.Storage;

/// <summary>A message's place in the durable log.</summary>
internal sealed class LoggedMessage;
