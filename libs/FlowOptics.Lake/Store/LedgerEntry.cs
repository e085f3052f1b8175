namespace FlowOptics.Lake;

/// <summary>What became of one object: its line in the ledger, committed together with its rows.</summary>
/// <param name="Records">Rows in the lake; of a refused object, those before the fault.</param>
/// <param name="Reason">Why it was refused, or the first rejected record; null where all is well.</param>
public sealed record LedgerEntry(
    ObjectInfo Info,
    string ETag,
    LedgerState State,
    long Records,
    long Rejected,
    long NoData,
    long SkipData,
    string? Reason,
    DateTimeOffset Imported);

/// <summary>Numbers are stored in the lake.</summary>
public enum LedgerState : byte
{
    Imported,

    /// <summary>Could not be read to its end. Not tried again until its etag changes.</summary>
    Refused,

    /// <summary>Too old to be held, or gone for the sake of space: without rows. Imported again when retention allows it.</summary>
    Expired,
}

/// <summary>An object that could not be read, wholly or in part.</summary>
public sealed record LedgerProblem(string Key, string Reason, DateTimeOffset Time);
