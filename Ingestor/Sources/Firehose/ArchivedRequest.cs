namespace FlowOptics.Ingestor.Sources.Firehose;

/// <summary>What became of a request.</summary>
/// <param name="Known">Objects that an earlier sending of the same request has put.</param>
internal sealed record ArchivedRequest(long Lines, int Objects, int Known);
