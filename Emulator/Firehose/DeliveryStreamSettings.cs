namespace FlowOptics.Emulator.Firehose;

/// <summary>What a delivery stream is; written as a whole. The access key is in it, and goes nowhere but to the endpoint.</summary>
/// <param name="BufferBytes">Above so many a request is sent.</param>
/// <param name="BufferTime">Not longer than this does a record wait for others.</param>
/// <param name="RetryTime">After so long a request that is not taken goes to the backup bucket.</param>
/// <param name="BackupBucket">S3: for requests that the endpoint never took.</param>
internal sealed record DeliveryStreamSettings(
    string Name,
    string Region,
    DateTimeOffset Created,
    Uri Url,
    string? EndpointName,
    string? AccessKey,
    bool IsGzip,
    IReadOnlyDictionary<string, string> CommonAttributes,
    long BufferBytes,
    TimeSpan BufferTime,
    TimeSpan RetryTime,
    string BackupBucket,
    string BackupPrefix)
{
    public const string File = "stream.json";

    public string Arn => $"arn:aws:firehose:{Region}:{EmulatorOptions.Account}:deliverystream/{Name}";
}
