namespace FlowOptics.Lake.Aws;

/// <summary>A service of AWS that speaks its JSON protocol.</summary>
/// <param name="Id">The SDK's name of it: <c>SQS</c>, as in <c>AWS_ENDPOINT_URL_SQS</c>.</param>
/// <param name="SigningName">What signatures and addresses call it: <c>sqs</c>.</param>
/// <param name="Target">What stands before an operation in <c>X-Amz-Target</c>: <c>AmazonSQS</c>.</param>
/// <param name="JsonVersion">1.0 or 1.1.</param>
/// <param name="Version">The API's date.</param>
public sealed record AwsJsonService(string Id, string SigningName, string Target, string JsonVersion, string Version)
{
    /// <summary>What its addresses begin with, where that is not the signing name: <c>api.ecr</c>.</summary>
    public string Host { get; init; } = SigningName;

    /// <summary>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html</summary>
    public static AwsJsonService Sqs { get; } = new("SQS", "sqs", "AmazonSQS", "1.0", "2012-11-05");

    /// <summary>https://docs.aws.amazon.com/athena/latest/APIReference/Welcome.html</summary>
    public static AwsJsonService Athena { get; } = new("Athena", "athena", "AmazonAthena", "1.1", "2017-05-18");
}
