using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Firehose;

/// <summary>Delivery streams to HTTP endpoints. Plain http is taken too, which AWS does not: the endpoint is on this machine.</summary>
internal sealed partial class DeliveryStreamOperations(DeliveryStreamStore streams, EmulatorOptions options, TimeProvider time)
{
    private const string BucketArn = "arn:aws:s3:::";

    public JsonObject Create(AwsRequest request, JsonObject document)
    {
        var name = document.Text("DeliveryStreamName") ?? "";
        if (!Name().IsMatch(name)) throw Invalid("DeliveryStreamName must be 1 to 64 of a-z, A-Z, 0-9, '_', '.', '-'");
        var destination = document.Object("HttpEndpointDestinationConfiguration")
            ?? throw Invalid("The emulator has HTTP endpoints as destinations only: give HttpEndpointDestinationConfiguration.");
        var endpoint = destination.Object("EndpointConfiguration") ?? throw Invalid("EndpointConfiguration is missing");
        if (!Uri.TryCreate(endpoint.Text("Url"), UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            throw Invalid("EndpointConfiguration.Url must be an https address");
        var backup = destination.Object("S3Configuration") ?? throw Invalid("S3Configuration is missing");
        if (backup.Text("BucketARN")?.StartsWith(BucketArn, StringComparison.Ordinal) != true)
            throw Invalid("S3Configuration.BucketARN must be a bucket's ARN");
        var hints = destination.Object("BufferingHints") ?? [];
        var sending = destination.Object("RequestConfiguration") ?? [];
        var settings = new DeliveryStreamSettings(
            name, request.Region
                ?? options.Region, time.GetUtcNow(), url, endpoint.Text("Name"), endpoint.Text("AccessKey"),
                sending.Text("ContentEncoding") == "GZIP",
            sending.Objects("CommonAttributes").ToDictionary(one => one.Text("AttributeName") ?? "", one => one.Text("AttributeValue") ?? "",
                StringComparer.Ordinal),
            (long)Number(hints, "SizeInMBs", 5, 1, 64) << 20,
            TimeSpan.FromSeconds(Number(hints, "IntervalInSeconds", 300, 0, 900)),
            TimeSpan.FromSeconds(Number(destination.Object("RetryOptions") ?? [], "DurationInSeconds", 300, 0, 7200)),
            backup.Text("BucketARN")![BucketArn.Length..], backup.Text("ErrorOutputPrefix") ?? "");
        streams.Create(settings);
        return new() { ["DeliveryStreamARN"] = settings.Arn };
    }

    public JsonObject Delete(JsonObject document)
    {
        streams.Delete(document.Text("DeliveryStreamName"));
        return [];
    }

    /// <summary>Without the access key, as AWS.</summary>
    public JsonObject Describe(JsonObject document)
    {
        var stream = streams.Get(document.Text("DeliveryStreamName")).Settings;
        var destination = new JsonObject
        {
            ["EndpointConfiguration"] = new JsonObject { ["Url"] = stream.Url.AbsoluteUri, ["Name"] = stream.EndpointName },
            ["BufferingHints"] = new JsonObject
            {
                ["SizeInMBs"] = stream.BufferBytes >> 20,
                ["IntervalInSeconds"] = (int)stream.BufferTime.TotalSeconds
            },
            ["RequestConfiguration"] = new JsonObject { ["ContentEncoding"] = stream.IsGzip ? "GZIP" : "NONE" },
            ["RetryOptions"] = new JsonObject { ["DurationInSeconds"] = (int)stream.RetryTime.TotalSeconds },
            ["S3BackupMode"] = "FailedDataOnly",
        };
        return new()
        {
            ["DeliveryStreamDescription"] = new JsonObject
            {
                ["DeliveryStreamName"] = stream.Name,
                ["DeliveryStreamARN"] = stream.Arn,
                ["DeliveryStreamStatus"] = "ACTIVE",
                ["DeliveryStreamType"] = "DirectPut",
                ["VersionId"] = "1",
                ["CreateTimestamp"] = stream.Created.ToUnixTimeSeconds(),
                ["Destinations"] = new JsonArray(new JsonObject
                {
                    ["DestinationId"] = "destinationId-000000000001",
                    ["HttpEndpointDestinationDescription"] = destination
                }),
                ["HasMoreDestinations"] = false,
            },
        };
    }

    public JsonObject List(JsonObject document)
    {
        var after = document.Text("ExclusiveStartDeliveryStreamName") ?? "";
        var names = streams.All.Select(stream => stream.Settings.Name).Where(name => string.CompareOrdinal(name, after) > 0).ToList();
        var page = names.Take(document.Number("Limit") ?? 10).ToList();
        return new()
        {
            ["DeliveryStreamNames"] = new JsonArray([.. page.Select(name => (JsonNode)name)]),
            ["HasMoreDeliveryStreams"] = page.Count < names.Count
        };
    }

    private static int Number(JsonObject document, string name, int otherwise, int least, int most) => document.Number(name) is not { } number
        ? otherwise
        : number >= least && number <= most ? number
        : throw Invalid($"{name} must be from {least} to {most}");

    private static AwsException Invalid(string message) => new(400, "InvalidArgumentException", message);

    [GeneratedRegex("^[a-zA-Z0-9_.-]{1,64}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
