namespace FlowOptics.Lake;

/// <summary>Answers questions over flows: DuckDB on one machine, Athena beyond, the live window for the last minutes. All three agree.</summary>
/// <exception cref="UnsupportedQueryException">From each: the store does not have what the question needs.</exception>
public interface IFlowStore
{
    StoreAbilities Abilities { get; }

    Task<GraphAnswer> GraphAsync(GraphQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken);

    Task<GeoAnswer> GeoAsync(GeoQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Time series, top lists.</summary>
    Task<AggregateAnswer> AggregateAsync(AggregateQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken);

    Task<SankeyAnswer> SankeyAsync(SankeyQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Single records, by page.</summary>
    Task<FlowsAnswer> FlowsAsync(FlowsQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken);
}
