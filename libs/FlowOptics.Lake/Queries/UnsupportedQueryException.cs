namespace FlowOptics.Lake;

/// <summary>A question that this store cannot answer, whatever its data: the message says why, and what to ask instead.</summary>
public sealed class UnsupportedQueryException(string message) : Exception(message);
