namespace FlowOptics.Flows;

/// <summary>A part of a filter, asked of all records of a batch at once.</summary>
internal abstract class BatchTest
{
    /// <param name="matches">As long as the batch; every element is written.</param>
    public abstract void Match(EnrichedBatch batch, Span<bool> matches);
}
