namespace FlowOptics.Ingestor.Sources.Sqs;

/// <summary>A message that tells of no object of ours: it stays in the queue until that gives it to the dead letters.</summary>
internal sealed class S3EventException(string message, Exception? inner = null) : Exception(message, inner);
