using FlowOptics.Flows;

namespace FlowOptics.Geo.Aws;

/// <summary>One entry of ip-ranges.json.</summary>
internal readonly record struct AwsRange(Prefix Prefix, AwsNetwork Network);
