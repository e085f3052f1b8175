namespace FlowOptics.Lake;

/// <summary>Answers questions over flows: DuckDB on one machine, Athena beyond, the live window for the last minutes. All three agree.</summary>
public interface IFlowStore
{
    Task<GraphAnswer> GraphAsync(GraphQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken);

    Task<GeoAnswer> GeoAsync(GeoQuery query, IProgress<QueryProgress>? progress, CancellationToken cancellationToken);
}
