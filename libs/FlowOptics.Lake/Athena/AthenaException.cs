namespace FlowOptics.Lake;

/// <summary>Athena, or the way to it, has failed: the message names what, and the mend.</summary>
public sealed class AthenaException(string message, Exception? inner = null) : Exception(message, inner);
