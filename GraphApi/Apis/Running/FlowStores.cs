using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The two stores, by source.</summary>
internal sealed class FlowStores(DuckDbFlowStore history, LiveFlowStore live, TimeProvider time)
{
    private readonly TracedLake _history = new(history, time);

    public IFlowStore this[QuerySource source] => source == QuerySource.Live ? live : _history;
}
