using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The two stores, by source.</summary>
internal sealed class FlowStores(DuckDbFlowStore history, LiveFlowStore live)
{
    public IFlowStore this[QuerySource source] => source == QuerySource.Live ? live : history;
}
