namespace FlowOptics.Ingestor.Sources.Firehose;

/// <summary>A request has records of more accounts and days than it may.</summary>
internal sealed class TooManyDraftsException() : Exception($"the records are of more than {RecordSorter.MostDrafts} accounts and days: let Firehose buffer less");
