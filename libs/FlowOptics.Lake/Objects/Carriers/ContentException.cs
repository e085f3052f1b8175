namespace FlowOptics.Lake;

/// <summary>What carries an object's records is at fault. The message continues "object '…' is".</summary>
/// <param name="mend">What the user can do.</param>
internal sealed class ContentException(string message, string mend = "copy it again from its source", Exception? inner = null) : Exception(message, inner)
{
    public string Mend { get; } = mend;

    /// <summary>
    /// What came before the fault does not depend on how the bytes came in blocks, so that every process cuts the same last batch from it. False of
    /// gzip whose own checks failed: how much was given out before is chance.
    /// </summary>
    public bool IsExact { get; init; } = true;
}
