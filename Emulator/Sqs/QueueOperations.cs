using System.Globalization;
using System.Text.Json.Nodes;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Sqs;

/// <summary>Queues and their attributes.</summary>
internal sealed class QueueOperations(QueueStore queues, EmulatorOptions options, TimeProvider time)
{
    /// <summary>The queue of a request's URL, of which the last part counts.</summary>
    /// <exception cref="AwsException">QueueDoesNotExist.</exception>
    public static MessageQueue QueueOf(QueueStore queues, JsonObject document)
    {
        var url = document.Text("QueueUrl") ?? throw new AwsException(400, "MissingParameter", "The request must contain the parameter QueueUrl.");
        return queues.Find(url[(url.LastIndexOf('/') + 1)..]) ?? throw Missing();
    }

    public Task<JsonObject?> CreateAsync(AwsRequest request, JsonObject document)
    {
        var attributes = document.Object("Attributes")?.ToDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? "", StringComparer.Ordinal)
            ?? [];
        foreach (var (_, value) in attributes.Where(pair => pair is { Key: "RedrivePolicy", Value.Length: > 0 })) CheckTarget(value);
        return Url(request, queues.Create(document.Text("QueueName") ?? "", request.Region ?? options.Region, attributes));
    }

    public Task<JsonObject?> GetUrlAsync(AwsRequest request, JsonObject document) =>
        Url(request, queues.Find(document.Text("QueueName") ?? "") ?? throw Missing());

    public Task<JsonObject?> ListAsync(AwsRequest request, JsonObject document)
    {
        var prefix = document.Text("QueueNamePrefix") ?? "";
        return Page(request, document, "QueueUrls", queues.All.Where(queue => queue.Name.StartsWith(prefix, StringComparison.Ordinal)));
    }

    public Task<JsonObject?> ListSourcesAsync(AwsRequest request, JsonObject document)
    {
        var target = QueueOf(queues, document).Arn;
        return Page(request, document, "queueUrls", queues.All.Where(queue =>
            queue.Settings.Attributes.TryGetValue("RedrivePolicy", out var policy) && policy.Length > 0
                && QueueAttributes.Redrive(policy).TargetArn == target));
    }

    public Task<JsonObject?> DeleteAsync(JsonObject document)
    {
        queues.Delete(QueueOf(queues, document));
        return Nothing;
    }

    public Task<JsonObject?> PurgeAsync(JsonObject document)
    {
        QueueOf(queues, document).Purge();
        return Nothing;
    }

    public Task<JsonObject?> GetAttributesAsync(JsonObject document)
    {
        var queue = QueueOf(queues, document);
        var names = document.Texts("AttributeNames").ToHashSet(StringComparer.Ordinal);
        var settings = queue.Settings;
        var all = settings.Attributes.Where(pair => pair.Value.Length > 0).Concat(queue.Counts()).Concat(
        [
            KeyValuePair.Create("QueueArn", queue.Arn),
            KeyValuePair.Create("CreatedTimestamp", settings.Created.ToString(CultureInfo.InvariantCulture)),
            KeyValuePair.Create("LastModifiedTimestamp", settings.Modified.ToString(CultureInfo.InvariantCulture)),
        ]).ToList();
        var attributes = new JsonObject();
        foreach (var (name, value) in all.Where(pair => names.Contains("All") || names.Contains(pair.Key))) attributes[name] = value;
        var known = all.Select(pair => pair.Key).Concat(["All", "Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId",
            "KmsDataKeyReusePeriodSeconds"]);
        if (names.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new AwsException(400, "InvalidAttributeName", $"Unknown Attribute {unknown}.");
        return Task.FromResult<JsonObject?>(new JsonObject { ["Attributes"] = attributes });
    }

    public Task<JsonObject?> SetAttributesAsync(JsonObject document)
    {
        var queue = QueueOf(queues, document);
        var all = new Dictionary<string, string>(queue.Settings.Attributes, StringComparer.Ordinal);
        foreach (var (name, node) in document.Object("Attributes") ?? [])
        {
            var value = node?.ToString() ?? "";
            QueueAttributes.Check(name, value);
            if (name == "RedrivePolicy" && value.Length > 0) CheckTarget(value);
            all[name] = value;
        }

        queue.Change(queue.Settings with { Attributes = all, Modified = time.GetUtcNow().ToUnixTimeSeconds() });
        return Nothing;
    }

    internal static readonly Task<JsonObject?> Nothing = Task.FromResult<JsonObject?>(null);

    private static AwsException Missing() => new(400, "QueueDoesNotExist", "The specified queue does not exist.");

    private static string UrlOf(AwsRequest request, MessageQueue queue) => $"http://{request.Host}/{EmulatorOptions.Account}/{queue.Name}";

    private static Task<JsonObject?> Url(AwsRequest request, MessageQueue queue) =>
        Task.FromResult<JsonObject?>(new JsonObject { ["QueueUrl"] = UrlOf(request, queue) });

    private static Task<JsonObject?> Page(AwsRequest request, JsonObject document, string member, IEnumerable<MessageQueue> found)
    {
        var all = found.Where(queue => string.CompareOrdinal(queue.Name, document.Text("NextToken") ?? "") > 0).ToList();
        var page = all.Take(document.Number("MaxResults") ?? 1000).ToList();
        var answer = new JsonObject { [member] = new JsonArray([.. page.Select(queue => (JsonNode)UrlOf(request, queue))]) };
        if (page.Count < all.Count && document.Number("MaxResults") is not null) answer["NextToken"] = page[^1].Name;
        return Task.FromResult<JsonObject?>(answer);
    }

    private void CheckTarget(string policy)
    {
        if (queues.FindByArn(QueueAttributes.Redrive(policy).TargetArn) is null)
        {
            throw new AwsException(400, "InvalidParameterValue",
                $"Value {policy} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not exist.");
        }
    }
}
