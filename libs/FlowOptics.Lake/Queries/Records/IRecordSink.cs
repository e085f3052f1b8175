namespace FlowOptics.Lake;

/// <summary>Takes records as they come. Calls follow one another.</summary>
public interface IRecordSink
{
    /// <summary>Once, before all others.</summary>
    void Begin(IReadOnlyList<RecordColumn> columns);

    /// <param name="values">One a column: text, <see cref="long"/> or null. Valid during the call.</param>
    void Write(ReadOnlySpan<object?> values);

    /// <summary>Now and then, and after the last: what was written may leave.</summary>
    Task FlushAsync(CancellationToken cancellationToken);
}
