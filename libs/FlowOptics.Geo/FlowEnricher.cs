using FlowOptics.Flows;

namespace FlowOptics.Geo;

/// <summary>Adds place, network, kind of address, direction and service side to a batch. Deterministic for one database. Thread-safe.</summary>
public sealed class FlowEnricher(GeoDatabase database)
{
    public EnrichedBatch Enrich(FlowBatch batch)
    {
        _ = database;
        _ = batch;
        throw new NotImplementedException();
    }
}
