using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The two stores, by source.</summary>
/// <param name="athena">What history is asked of, where the configuration wants it so.</param>
internal sealed class FlowStores(DuckDbFlowStore lake, LiveFlowStore live, TimeProvider time, AthenaFlowStore? athena = null)
{
    private readonly IFlowStore _history = athena as IFlowStore ?? new TracedLake(lake, time);

    public IFlowStore this[QuerySource source] => source == QuerySource.Live ? live : _history;
}
