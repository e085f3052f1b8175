namespace FlowOptics.Lake;

/// <summary>
/// Writers of one lake, each of which may write its own objects on a thread of its own, in a transaction of its own: most of what a record costs is DuckDB's work on it, which one thread does one
/// after the other. All are committed together, when none of them writes. An object is in one writer's transaction, so it is in the lake with its ledger entry or not at all.
/// </summary>
public sealed class LakeWriters : IDisposable
{
    public LakeWriters(LakeDatabase lake, int count)
    {
        var codes = new LakeCodes();
        All = [.. Enumerable.Range(0, count).Select(_ => new LakeWriter(lake, codes))];
        All[0].ReadCodes();
    }

    public IReadOnlyList<LakeWriter> All { get; }

    /// <inheritdoc cref="LakeWriter.Generation"/>
    public int Generation => All[0].Generation;

    /// <inheritdoc cref="LakeWriter.IsStale"/>
    public bool IsStale => All[0].IsStale;

    /// <summary>Rows in the open transactions.</summary>
    public long PendingRecords => All.Sum(writer => writer.PendingRecords);

    public int PendingObjects => All.Sum(writer => writer.PendingObjects);

    /// <summary>Makes all objects that were ended since the last commit visible. Not while one of the writers is in the midst of an object.</summary>
    public void Commit() => LakeWriter.Commit(All);

    /// <summary>Drops all objects since the last commit.</summary>
    public void Rollback() => LakeWriter.Rollback(All);

    public void Dispose()
    {
        foreach (var writer in All) writer.Dispose();
    }
}
