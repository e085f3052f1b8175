namespace FlowOptics.GraphApi.Live;

/// <summary>What de-duplication asks of a record.</summary>
internal enum PartOwner : byte
{
    /// <summary>Counts in any case.</summary>
    Any,

    /// <summary>The receiving interface logged it: it counts, and the sender's records do not.</summary>
    Receiver,

    /// <summary>The sending interface logged it, and did not reject it.</summary>
    Sender,
}
