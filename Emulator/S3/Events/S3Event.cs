using System.Globalization;
using System.Text.Json.Nodes;
using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.S3.Storage;

namespace FlowOptics.Emulator.S3.Events;

/// <summary>S3's event messages.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html</remarks>
internal static class S3Event
{
    public const string Put = "ObjectCreated:Put";
    public const string Copy = "ObjectCreated:Copy";
    public const string CompleteMultipartUpload = "ObjectCreated:CompleteMultipartUpload";
    public const string Delete = "ObjectRemoved:Delete";

    public static readonly string[] Known = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*",
        .. ((string[])[Put, "ObjectCreated:Post", Copy, CompleteMultipartUpload, Delete, "ObjectRemoved:DeleteMarkerCreated"])
            .Select(name => "s3:" + name)];

    public static string Message(string name, string configurationId, Bucket bucket, StoredObject stored, AwsRequest request, DateTimeOffset time)
    {
        var described = new JsonObject { ["key"] = AwsEncoding.Encode(stored.Key, keepSlash: true, spaceIsPlus: true) };
        if (name != Delete) (described["size"], described["eTag"]) = (stored.Size, stored.ETag);
        described["sequencer"] = stored.Sequencer;
        return new JsonObject
        {
            ["Records"] = new JsonArray(new JsonObject
            {
                ["eventVersion"] = "2.1",
                ["eventSource"] = "aws:s3",
                ["awsRegion"] = bucket.Settings.Region,
                ["eventTime"] = S3Xml.Time(time),
                ["eventName"] = name,
                ["userIdentity"] = new JsonObject { ["principalId"] = $"AWS:{request.AccessKey}" },
                ["requestParameters"] = new JsonObject { ["sourceIPAddress"] = request.Http.Connection.RemoteIpAddress?.ToString() },
                ["responseElements"] = new JsonObject { ["x-amz-request-id"] = request.Id, ["x-amz-id-2"] = request.Id },
                ["s3"] = new JsonObject
                {
                    ["s3SchemaVersion"] = "1.0",
                    ["configurationId"] = configurationId,
                    ["bucket"] = new JsonObject
                    {
                        ["name"] = bucket.Name,
                        ["ownerIdentity"] = new JsonObject { ["principalId"] = EmulatorOptions.Account },
                        ["arn"] = $"arn:aws:s3:::{bucket.Name}",
                    },
                    ["object"] = described,
                },
            }),
        }.ToJsonString();
    }

    /// <summary>What a queue gets once, when it is made a bucket's target.</summary>
    public static string TestMessage(string bucket, AwsRequest request, DateTimeOffset time) => new JsonObject
    {
        ["Service"] = "Amazon S3",
        ["Event"] = "s3:TestEvent",
        ["Time"] = time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["Bucket"] = bucket,
        ["RequestId"] = request.Id,
        ["HostId"] = request.Id,
    }.ToJsonString();
}
