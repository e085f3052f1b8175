using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>A question that is read, ready to be asked of the store that the parameters name.</summary>
/// <param name="progress">Null where nobody waits to see it.</param>
internal delegate Task<T> StoreQuery<T>(IFlowStore store, IProgress<QueryProgress>? progress, CancellationToken cancellationToken);
