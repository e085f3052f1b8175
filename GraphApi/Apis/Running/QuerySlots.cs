namespace FlowOptics.GraphApi.Apis;

/// <summary>
/// The turns of one kind of queries: some run, some more wait for their turn, and whoever comes when all places are taken is sent away at once, so that neither memory nor
/// waiting time grows with the number of those who ask.
/// </summary>
internal sealed class QuerySlots(TurnLimits limits) : IDisposable
{
    private readonly TurnLimits _limits = limits;
    private readonly SemaphoreSlim _turns = new(limits.Concurrent);
    private int _places = limits.Concurrent + limits.Waiting;

    /// <summary>How many wait or run.</summary>
    public int Taken => _limits.Concurrent + _limits.Waiting - Volatile.Read(ref _places);

    /// <exception cref="QueryRefusedException">All places are taken.</exception>
    public Place Enter()
    {
        if (Interlocked.Decrement(ref _places) >= 0) return new Place(this);
        Interlocked.Increment(ref _places);
        throw QueryRefusedException.Busy(_limits);
    }

    public void Dispose() => _turns.Dispose();

    /// <summary>A place in the queue, and then a turn; both end when it is disposed.</summary>
    public sealed class Place(QuerySlots slots) : IDisposable
    {
        private bool _hasTurn;
        private int _left;

        public TurnLimits Limits => slots._limits;

        public async Task TurnAsync(CancellationToken cancellationToken)
        {
            await slots._turns.WaitAsync(cancellationToken);
            _hasTurn = true;
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) != 0) return;
            if (_hasTurn) slots._turns.Release();
            Interlocked.Increment(ref slots._places);
        }
    }
}
