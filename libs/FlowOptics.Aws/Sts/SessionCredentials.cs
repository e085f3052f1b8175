using Amazon.Runtime;

namespace FlowOptics.Aws;

/// <summary>Credentials with an end.</summary>
public sealed record SessionCredentials(ImmutableCredentials Credentials, DateTimeOffset Until);
