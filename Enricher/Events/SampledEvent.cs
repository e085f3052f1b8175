using FlowOptics.Flows;

namespace FlowOptics.Enricher.Events;

/// <summary>One record of a batch, kept by reference: the batch lives on for the half second until it is written.</summary>
internal readonly record struct SampledEvent(EnrichedBatch Batch, int Record);
