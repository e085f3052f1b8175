namespace FlowOptics.GraphApi.Apis;

/// <summary>The parameters of an endpoint that takes none.</summary>
internal sealed record NoParameters;
