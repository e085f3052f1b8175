namespace FlowOptics.Flows;

/// <summary>
/// Turns the text of a flow-log object into batches: feed it blocks as they come, take batches as they are full. One bad record costs only
/// itself. Not thread-safe.
/// </summary>
public sealed class FlowTextParser
{
    /// <param name="identity">The object that the text comes from.</param>
    /// <param name="format">
    /// Field names in order, separated by blanks, as in a flow log's <c>LogFormat</c> without "${}"; used where the text has no header. Null: the
    /// default (version 2) format.
    /// </param>
    /// <exception cref="FlowFormatException">The format names a field twice, or lacks one that no flow can do without.</exception>
    public FlowTextParser(ObjectIdentity identity, string? format = null)
    {
        _ = identity;
        _ = format;
        throw new NotImplementedException();
    }

    public ParseReport Report { get; } = new();

    /// <summary>Takes the next block of text, cut anywhere.</summary>
    /// <exception cref="FlowFormatException">A header names a field twice, or lacks one that no flow can do without: the object is refused.</exception>
    public void Write(ReadOnlySpan<byte> block) => throw new NotImplementedException();

    /// <summary>Says that the text is at its end: a last line without line feed is read, and the last batches become ready.</summary>
    public void Complete() => throw new NotImplementedException();

    /// <summary>Takes the next batch, cut as docs/architecture.md says: content alone decides where.</summary>
    public bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out FlowBatch? batch) => throw new NotImplementedException();
}
