using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Emulator.Athena.Engine;

/// <summary>
/// Interrupts what a connection does when a token is cancelled, again and again until it is disposed: DuckDB forgets an interruption that comes
/// before its statement has really begun.
/// </summary>
internal sealed class QueryInterrupt : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(20);
    private readonly Lock _gate = new();
    private readonly Timer _timer;
    private bool _disposed;

    public QueryInterrupt(DuckDbConnection connection, CancellationToken cancellationToken) => _timer = new Timer(
        _ =>
        {
            lock (_gate)
            {
                if (!_disposed && cancellationToken.IsCancellationRequested) connection.Interrupt();
            }
        },
        null, Again, Again);

    public void Dispose()
    {
        // Under the lock, so that no interruption reaches a connection that is closed.
        lock (_gate) _disposed = true;
        _timer.Dispose();
    }
}
