namespace FlowOptics.Flows;

/// <summary>A record that could not be read, and why: "line 17, field 4 (srcaddr): '10.0.0' is no IP address".</summary>
/// <param name="Line">1-based line in the object's text, or event or row in what has no lines.</param>
/// <param name="Field">1-based position in the line, or 0 where the whole line is at fault.</param>
/// <param name="FieldName">AWS's name of the field, or empty.</param>
/// <param name="Reason">What is wrong, in words that need no context.</param>
public sealed record RejectedRecord(long Line, int Field, string FieldName, string Reason)
{
    /// <summary>What is counted: line, event (of CloudWatch Logs) or row (of Parquet).</summary>
    public string Unit { get; init; } = "line";

    public override string ToString() =>
        Field == 0 ? $"{Unit} {Line}: {Reason}" : $"{Unit} {Line}, field {Field} ({FieldName}): {Reason}";
}
