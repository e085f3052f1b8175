using System.Text.Json.Nodes;

namespace FlowOptics.Emulator.Sqs;

/// <summary>What a queue's journal says of a message: that it was sent, received (or its visibility changed), deleted.</summary>
internal static class QueueEntries
{
    public static JsonObject Sent(QueueMessage message) => new()
    {
        ["sent"] = message.Id,
        ["body"] = message.Body,
        ["attributes"] = message.Attributes.DeepClone(),
        ["time"] = message.Sent,
        ["trace"] = message.TraceHeader,
        ["sender"] = message.Sender,
        ["source"] = message.SourceArn,
        ["visible"] = message.VisibleAt,
    };

    public static JsonObject Received(QueueMessage message) => new()
    {
        ["received"] = message.Id,
        ["count"] = message.Received,
        ["first"] = message.FirstReceived,
        ["visible"] = message.VisibleAt,
    };

    public static JsonObject Deleted(string id) => new() { ["deleted"] = id };

    /// <summary>What makes up a message's present state.</summary>
    public static IEnumerable<JsonObject> All(QueueMessage message) => message.Received > 0 ? [Sent(message), Received(message)] : [Sent(message)];

    /// <summary>Makes the change that an entry says.</summary>
    /// <param name="messages">By their ids.</param>
    public static void Apply(JsonObject entry, Dictionary<string, QueueMessage> messages)
    {
        if (entry["sent"] is { } sent)
        {
            messages[sent.GetValue<string>()] = new QueueMessage
            {
                Id = sent.GetValue<string>(),
                Body = entry["body"]!.GetValue<string>(),
                Attributes = (JsonObject)entry["attributes"]!.DeepClone(),
                Sent = entry["time"]!.GetValue<long>(),
                TraceHeader = entry["trace"]?.GetValue<string>(),
                Sender = entry["sender"]!.GetValue<string>(),
                SourceArn = entry["source"]?.GetValue<string>(),
                VisibleAt = entry["visible"]!.GetValue<long>(),
            };
        }
        else if (entry["received"] is { } received && messages.TryGetValue(received.GetValue<string>(), out var message))
        {
            message.Received = entry["count"]!.GetValue<int>();
            message.FirstReceived = entry["first"]!.GetValue<long>();
            message.VisibleAt = entry["visible"]!.GetValue<long>();
        }
        else if (entry["deleted"] is { } deleted)
        {
            messages.Remove(deleted.GetValue<string>());
        }
    }
}
