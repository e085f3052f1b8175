namespace FlowOptics.Deploy.Aws;

/// <summary>Who calls.</summary>
internal sealed record AwsIdentity(string Account, string Arn, string Region);
