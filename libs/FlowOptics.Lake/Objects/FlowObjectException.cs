namespace FlowOptics.Lake;

/// <summary>An object that cannot be read (further). The same bytes will fail again: it is reported once, and not tried again until its etag changes.</summary>
public sealed class FlowObjectException(string message, Exception? inner = null) : Exception(message, inner);
