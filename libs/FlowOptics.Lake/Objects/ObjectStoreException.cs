namespace FlowOptics.Lake;

/// <summary>
/// The store itself, or the way to an object, is at fault (folder missing, no right to read), not the object's bytes: trying again later may
/// succeed. The message names the place and the mend.
/// </summary>
public sealed class ObjectStoreException(string message, Exception? inner = null) : Exception(message, inner);
