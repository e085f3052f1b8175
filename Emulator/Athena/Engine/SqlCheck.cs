using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Emulator.Athena.Engine;

/// <summary>Whether a text can be read at all: what cannot is refused before it becomes an execution.</summary>
internal sealed class SqlCheck : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Lazy<(DuckDbDatabase Database, DuckDbConnection Connection)> _parser = new(() =>
    {
        var database = DuckDbDatabase.Open();
        return (database, database.Connect());
    });

    /// <exception cref="Gateway.AwsException">InvalidRequestException, with the place.</exception>
    public void Check(string sql)
    {
        lock (_gate) SqlTree.Parse(_parser.Value.Connection, QueryEngine.Trimmed(sql));
    }

    public void Dispose()
    {
        if (!_parser.IsValueCreated) return;
        _parser.Value.Connection.Dispose();
        _parser.Value.Database.Dispose();
    }
}
