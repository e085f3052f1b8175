using System.Text.Json.Nodes;

namespace FlowOptics.Emulator.Sqs;

/// <summary>A message that a queue holds.</summary>
internal sealed class QueueMessage
{
    public required string Id { get; init; }

    public required string Body { get; init; }

    /// <summary>As the sender gave them: name → {DataType, StringValue | BinaryValue}.</summary>
    public required JsonObject Attributes { get; init; }

    public required long Sent { get; init; }

    public string? TraceHeader { get; init; }

    public required string Sender { get; init; }

    /// <summary>The queue whose dead letter it is.</summary>
    public string? SourceArn { get; init; }

    /// <summary>Unix milliseconds from when on it may be received.</summary>
    public long VisibleAt { get; set; }

    /// <summary>It was received, and its time to be deleted has not run out: not one that is only delayed.</summary>
    public int Received { get; set; }

    public long FirstReceived { get; set; }

    /// <summary>Counts changes of <see cref="VisibleAt"/>, so that the queue's order knows which of its entries still count.</summary>
    public int Version { get; set; }

    /// <summary>Itself, as a dead letter of another queue.</summary>
    public QueueMessage MovedFrom(string sourceArn, long now) => new()
    {
        Id = Id,
        Body = Body,
        Attributes = (JsonObject)Attributes.DeepClone(),
        Sent = Sent,
        TraceHeader = TraceHeader,
        Sender = Sender,
        SourceArn = sourceArn,
        VisibleAt = now,
    };
}
