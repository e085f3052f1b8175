using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Live;

/// <summary>What the records of a <see cref="LinkPart"/> agree in.</summary>
internal readonly record struct PartKind(byte Protocol, FlowAction Action, PartOwner Owner);
