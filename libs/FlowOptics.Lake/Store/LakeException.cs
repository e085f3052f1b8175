namespace FlowOptics.Lake;

/// <summary>The lake cannot be opened, and deleting it would not help; the message says the cause and the mend.</summary>
public sealed class LakeException(string message, Exception? inner = null) : Exception(message, inner);
