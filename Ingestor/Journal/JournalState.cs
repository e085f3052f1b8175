namespace FlowOptics.Ingestor.Journal;

/// <summary>What became of an object.</summary>
internal enum JournalState
{
    /// <summary>Its first batch may have gone out: it is sent again from its start, whatever its age by then.</summary>
    Begun,

    /// <summary>The PUBACK of its last batch has come.</summary>
    Done,

    /// <summary>It cannot be read (further), and will not until its etag changes.</summary>
    Refused,
}
