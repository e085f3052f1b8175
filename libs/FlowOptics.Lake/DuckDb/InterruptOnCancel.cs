namespace FlowOptics.Lake.DuckDb;

/// <summary>
/// Interrupts a connection when a token is cancelled, again and again until it is disposed: DuckDB forgets an interruption that comes before
/// its statement has really begun.
/// </summary>
internal sealed class InterruptOnCancel : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(20);
    private readonly DuckDbConnection _connection;
    private readonly CancellationTokenRegistration _registration;
    private readonly Lock _lock = new();
    private Timer? _timer;
    private bool _disposed;

    public InterruptOnCancel(DuckDbConnection connection, CancellationToken cancellationToken)
    {
        _connection = connection;
        if (cancellationToken.CanBeCanceled) _registration = cancellationToken.UnsafeRegister(static self => ((InterruptOnCancel)self!).Begin(), this);
    }

    public void Dispose()
    {
        _registration.Dispose();
        lock (_lock)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private void Begin()
    {
        lock (_lock)
        {
            if (!_disposed) _timer = new Timer(static self => ((InterruptOnCancel)self!).Interrupt(), this, TimeSpan.Zero, Again);
        }
    }

    // Under the lock, so that no interruption reaches the connection's next statement.
    private void Interrupt()
    {
        lock (_lock)
        {
            if (!_disposed) _connection.Interrupt();
        }
    }
}
