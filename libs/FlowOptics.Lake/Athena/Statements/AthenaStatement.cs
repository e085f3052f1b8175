namespace FlowOptics.Lake;

/// <summary>A statement, and what its result has.</summary>
/// <param name="Keys">Fields between account and region, which come first, and flows, packets, bytes, first start and last end, which come last.</param>
internal sealed record AthenaStatement(AthenaText Text, IReadOnlyList<string> Keys);
