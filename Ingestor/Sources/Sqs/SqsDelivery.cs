namespace FlowOptics.Ingestor.Sources.Sqs;

/// <summary>A message that is being worked on: deleted when all of its objects are dealt with, unless one of them failed.</summary>
internal sealed class SqsDelivery(SqsMessage message, DateTimeOffset keptAt)
{
    public SqsMessage Message => message;

    /// <summary>Objects of it that are not dealt with.</summary>
    public int Open { get; set; }

    public bool HasFailed { get; set; }

    /// <summary>When its invisibility last began.</summary>
    public DateTimeOffset KeptAt { get; set; } = keptAt;
}
