namespace FlowOptics.Flows;

/// <summary>The object that a parser reads: what goes into each batch's origin, topic and account.</summary>
/// <param name="Account">The account that the path names, or null.</param>
/// <param name="Region">The region that the path names, or null.</param>
public sealed record ObjectIdentity(string Bucket, string Key, string ETag, string? Account = null, string? Region = null);
