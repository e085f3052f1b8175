namespace FlowOptics.Ingestor.Journal;

/// <summary>One object in the journal: by bucket, key and etag. Size and time are those of the listing, so that a known object need not be opened.</summary>
internal sealed record JournalEntry(string Bucket, string Key, string ETag, long Size, DateTimeOffset LastModified, JournalState State, long Records);
