namespace FlowOptics.Lake.Tests.Reference;

/// <summary>One lake for all cases of a property: the records go under one key, so each case replaces the last one's; then some of it is sealed.</summary>
public sealed class SealableLake : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LakeDatabase _lake;
    private readonly LakeWriter _writer;
    private readonly DuckDbFlowStore _store;
    private int _case;

    public SealableLake()
    {
        _lake = Lakes.Open(_folder.Path);
        _writer = new LakeWriter(_lake);
        _store = new DuckDbFlowStore(_lake);
    }

    /// <returns>The records as they were given.</returns>
    public FlowRecord[] Fill(FlowRecord[] records, Sealing sealing)
    {
        Assert.True(_writer.Write(Lakes.Info("key", ++_case), $"etag {_case}", records));
        _writer.Commit();
        Seal(sealing);
        return records;
    }

    /// <summary>One object more.</summary>
    public void Add(string key, FlowRecord[] records)
    {
        Assert.True(_writer.Write(Lakes.Info(key), "etag", records));
        _writer.Commit();
    }

    public T Ask<T>(Func<DuckDbFlowStore, Task<T>> question) => question(_store).GetAwaiter().GetResult();

    public void Dispose()
    {
        _writer.Dispose();
        _lake.Dispose();
        _folder.Dispose();
    }

    private void Seal(Sealing sealing)
    {
        using var connection = _lake.Connect();
        TestSeals.Make(
            connection,
            hour => sealing != Sealing.Nothing && (sealing != Sealing.SomeHours || hour % 3 != 0),
            day => sealing == Sealing.Everything || (sealing == Sealing.SomeDays && day % 2 == 0));
    }
}
