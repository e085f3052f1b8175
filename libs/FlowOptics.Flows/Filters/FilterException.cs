namespace FlowOptics.Flows;

/// <summary>A text that is no filter: where it goes wrong, and what was expected there. The message is a sentence for the person who wrote it.</summary>
public sealed class FilterException : FormatException
{
    public FilterException(string message, int position, int length, IReadOnlyList<string> expected)
        : base(message) => (Position, Length, Expected) = (position, length, expected);

    /// <summary>The first character of what is wrong, from 0; the text's length where its end came too early.</summary>
    public int Position { get; }

    /// <summary>How many characters are wrong; 0 at the end.</summary>
    public int Length { get; }

    /// <summary>What could stand there: words (<c>and</c>, <c>srcaddr</c>) or kinds of words (<c>a CIDR</c>).</summary>
    public IReadOnlyList<string> Expected { get; }
}
