namespace FlowOptics.Lake;

/// <summary>What was posted cannot be taken; the message says why.</summary>
public sealed class FirehoseBodyException(string message, Exception? inner = null) : Exception(message, inner)
{
    public bool IsTooLarge { get; init; }
}
