namespace FlowOptics.Lake;

/// <summary>A store that hands out records in any number, without holding them.</summary>
public interface IFlowExport
{
    /// <summary>Hands out the matching records, in the order of <see cref="IFlowStore.FlowsAsync"/>; all of one moment.</summary>
    /// <param name="limit">The most; null: all, where they are not more than <paramref name="most"/>.</param>
    /// <returns>How many they were.</returns>
    /// <exception cref="UnsupportedQueryException">There are more than <paramref name="most"/>; nothing has been handed out.</exception>
    Task<long> ExportAsync(FlowScope question, long? limit, long most, IRecordSink sink, CancellationToken cancellationToken);
}
