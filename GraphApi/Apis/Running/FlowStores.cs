using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The two stores, by source. Questions of history are databases' questions, and traced as such; the live window is this process's own memory.</summary>
/// <param name="athena">What history is asked of, where the configuration wants it so.</param>
internal sealed class FlowStores(DuckDbFlowStore lake, LiveFlowStore live, TimeProvider time, AthenaFlowStore? athena = null)
{
    private readonly IFlowStore _history = athena is null
        ? new TracedStore<DuckDbFlowStore>(lake, Telemetry.DuckDb, time)
        : new TracedStore<AthenaFlowStore>(athena, Telemetry.Athena, time);

    public IFlowStore this[QuerySource source] => source == QuerySource.Live ? live : _history;
}
