namespace FlowOptics.Lake.DuckDb;

/// <summary>A transaction: rolled back unless <see cref="Commit"/> was called before it is disposed.</summary>
public sealed class DuckDbTransaction : IDisposable
{
    private readonly DuckDbConnection _connection;
    private bool _done;

    internal DuckDbTransaction(DuckDbConnection connection)
    {
        _connection = connection;
        _connection.Execute("BEGIN TRANSACTION");
    }

    public void Commit()
    {
        _connection.Execute("COMMIT");
        _done = true;
    }

    public void Dispose()
    {
        if (_done) return;
        _done = true;
        try
        {
            _connection.Execute("ROLLBACK");
        }
        catch (DuckDbException)
        {
            // A statement that failed badly has ended the transaction already; its own exception is on its way to the caller.
        }
    }
}
