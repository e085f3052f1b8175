using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>Filled by <see cref="FlowObjectReader"/> while it reads.</summary>
public sealed class FlowObjectReport
{
    public ParseReport Parse { get; internal set; } = new();

    /// <summary>Bytes of text, after decompression.</summary>
    public long TextBytes { get; internal set; }

    /// <summary>The object was read to its end and has no text at all: no error, but worth telling.</summary>
    public bool IsEmpty { get; internal set; }
}
