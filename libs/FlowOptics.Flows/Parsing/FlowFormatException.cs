namespace FlowOptics.Flows;

/// <summary>An object or a configured format that cannot be read at all; the message says the place and the mend.</summary>
public sealed class FlowFormatException(string message) : Exception(message);
