using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Sqs;

/// <summary>Messages, one by one and in batches.</summary>
internal sealed class MessageOperations(QueueStore queues)
{
    private const int MostInBatch = 10;

    public Task<JsonObject?> SendAsync(AwsRequest request, JsonObject document)
    {
        var queue = QueueOperations.QueueOf(queues, document);
        return Task.FromResult<JsonObject?>(Send(queue, document, request));
    }

    public Task<JsonObject?> SendManyAsync(AwsRequest request, JsonObject document)
    {
        var queue = QueueOperations.QueueOf(queues, document);
        var size = document.Objects("Entries").Sum(entry => Encoding.UTF8.GetByteCount(entry.Text("MessageBody") ?? ""));
        if (size > queue.Settings.Number("MaximumMessageSize"))
            throw new AwsException(400, "BatchRequestTooLong",
                "Batch requests cannot be longer than " + queue.Settings.Number("MaximumMessageSize") + " bytes. You have sent " + size + " bytes.");
        return Each(document, entry => Send(queue, entry, request));
    }

    public async Task<JsonObject?> ReceiveAsync(AwsRequest request, JsonObject document)
    {
        var queue = QueueOperations.QueueOf(queues, document);
        var most = Between(document, "MaxNumberOfMessages", 1, MostInBatch) ?? 1;
        var visibility = Between(document, "VisibilityTimeout", 0, 43_200);
        var wait = Between(document, "WaitTimeSeconds", 0, 20);
        var names = document.Texts("AttributeNames").Concat(document.Texts("MessageSystemAttributeNames")).ToHashSet(StringComparer.Ordinal);
        var wanted = document.Texts("MessageAttributeNames").ToList();
        var received = await queue.ReceiveAsync(most, visibility, wait, request.Aborted);
        // Nothing: without the member, as SQS answers.
        if (received.Count == 0) return [];
        return new JsonObject
        {
            ["Messages"] = new JsonArray([.. received.Select(each => Describe(each.Message, each.Receipt, each.Received, names,
            wanted))])
        };
    }

    public Task<JsonObject?> DeleteAsync(JsonObject document)
    {
        QueueOperations.QueueOf(queues, document).Delete(Receipt(document));
        return QueueOperations.Nothing;
    }

    public Task<JsonObject?> DeleteManyAsync(JsonObject document)
    {
        var queue = QueueOperations.QueueOf(queues, document);
        return Each(document, entry =>
        {
            queue.Delete(Receipt(entry));
            return [];
        });
    }

    public Task<JsonObject?> ChangeVisibilityAsync(JsonObject document)
    {
        QueueOperations.QueueOf(queues, document).ChangeVisibility(Receipt(document), Visibility(document));
        return QueueOperations.Nothing;
    }

    public Task<JsonObject?> ChangeManyAsync(JsonObject document)
    {
        var queue = QueueOperations.QueueOf(queues, document);
        return Each(document, entry =>
        {
            queue.ChangeVisibility(Receipt(entry), Visibility(entry));
            return [];
        });
    }

    private static JsonObject Send(MessageQueue queue, JsonObject document, AwsRequest request)
    {
        var body = document.Text("MessageBody")
            ?? throw new AwsException(400, "MissingParameter", "The request must contain the parameter MessageBody.");
        if (body.Length == 0) throw new AwsException(400, "InvalidParameterValue", "The request must contain the parameter MessageBody.");
        // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html: #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF
        if (body.Any(c => c is < ' ' and not ('\t' or '\n' or '\r') or '\uFFFE' or '\uFFFF'))
            throw new AwsException(400, "InvalidMessageContents",
                "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF");
        var attributes = (JsonObject)(document.Object("MessageAttributes") ?? []).DeepClone();
        MessageAttributes.Check(attributes);
        var most = queue.Settings.Number("MaximumMessageSize");
        if (Encoding.UTF8.GetByteCount(body) + MessageAttributes.SizeOf(attributes) > most)
            throw new AwsException(400, "InvalidParameterValue",
                $"One or more parameters are invalid. Reason: Message must be shorter than {most} bytes.");
        var trace = document.Object("MessageSystemAttributes")?.Object("AWSTraceHeader")?.Text("StringValue");
        var message = queue.Send(body, trace, attributes, Between(document, "DelaySeconds", 0, 900), request.AccessKey);
        var answer = new JsonObject { ["MessageId"] = message.Id, ["MD5OfMessageBody"] = MessageAttributes.Md5(body) };
        if (attributes.Count > 0) answer["MD5OfMessageAttributes"] = MessageAttributes.Md5(attributes);
        return answer;
    }

    private static JsonObject Describe(QueueMessage message, string receipt, int received, HashSet<string> names, List<string> wanted)
    {
        var described = new JsonObject
        {
            ["MessageId"] = message.Id,
            ["ReceiptHandle"] = receipt,
            ["MD5OfBody"] = MessageAttributes.Md5(message.Body),
            ["Body"] = message.Body,
        };
        var system = new JsonObject();
        foreach (var (name, value) in ((string, string?)[])[
            ("SenderId", message.Sender), ("SentTimestamp", Text(message.Sent)), ("ApproximateReceiveCount", Text(received)),
            ("ApproximateFirstReceiveTimestamp", Text(message.FirstReceived)), ("AWSTraceHeader", message.TraceHeader),
            ("DeadLetterQueueSourceArn", message.SourceArn)])
        {
            if (value is not null && (names.Contains("All") || names.Contains(name))) system[name] = value;
        }

        if (system.Count > 0) described["Attributes"] = system;
        var attributes = new JsonObject();
        foreach (var (name, value) in message.Attributes)
        {
            if (wanted.Any(want => want is "All" or ".*" || want == name
                || (want.EndsWith(".*", StringComparison.Ordinal) && name.StartsWith(want[..^2], StringComparison.Ordinal))))
                attributes[name] = value!.DeepClone();
        }

        if (attributes.Count == 0) return described;
        described["MessageAttributes"] = attributes;
        described["MD5OfMessageAttributes"] = MessageAttributes.Md5(attributes);
        return described;
    }

    /// <summary>Does it for each entry of a batch: one that fails does not fail the others.</summary>
    private static Task<JsonObject?> Each(JsonObject document, Func<JsonObject, JsonObject> act)
    {
        var entries = document.Objects("Entries").ToList();
        if (entries.Count == 0) throw new AwsException(400, "EmptyBatchRequest", "There should be at least one entry in the request.");
        if (entries.Count > MostInBatch)
            throw new AwsException(400, "TooManyEntriesInBatchRequest",
                $"Maximum number of entries per request are 10. You have sent {entries.Count}.");
        var ids = entries.Select(entry => entry.Text("Id") ?? "").ToList();
        if (ids.Distinct(StringComparer.Ordinal).Count() < ids.Count)
            throw new AwsException(400, "BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
        if (ids.Any(id => id.Length is 0 or > 80 || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
            throw new AwsException(400, "InvalidBatchEntryId",
                "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.");
        var (successful, failed) = (new JsonArray(), new JsonArray());
        foreach (var (entry, id) in entries.Zip(ids))
        {
            try
            {
                var answer = act(entry);
                answer["Id"] = id;
                successful.Add(answer);
            }
            catch (AwsException error)
            {
                failed.Add(new JsonObject { ["Id"] = id, ["SenderFault"] = error.Status < 500, ["Code"] = error.Code, ["Message"] = error.Message });
            }
        }

        var all = new JsonObject { ["Successful"] = successful };
        if (failed.Count > 0) all["Failed"] = failed;
        return Task.FromResult<JsonObject?>(all);
    }

    private static string Receipt(JsonObject document) =>
        document.Text("ReceiptHandle") ?? throw new AwsException(400, "MissingParameter", "The request must contain the parameter ReceiptHandle.");

    private static int Visibility(JsonObject document) =>
        Between(document, "VisibilityTimeout", 0, 43_200)
            ?? throw new AwsException(400, "MissingParameter", "The request must contain the parameter VisibilityTimeout.");

    private static int? Between(JsonObject document, string name, int least, int most)
    {
        if (document.Number(name) is not { } number) return null;
        return number >= least && number <= most ? number
            : throw new AwsException(400, "InvalidParameterValue",
                $"Value {number} for parameter {name} is invalid. Reason: Must be between {least} and {most}, if provided.");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
