using FlowOptics.GraphApi.Startup;

namespace FlowOptics.GraphApi.Apis;

/// <summary>Gives queries their turns and their time. History and live have turns of their own: a slow question to the lake must not hold up the live map.</summary>
internal sealed class QueryTurns(GraphApiOptions options, TimeProvider time) : IDisposable
{
    private readonly QuerySlots _history = new(options.Query);
    private readonly QuerySlots _live = new(options.Query);

    /// <summary>How many of history's wait or run.</summary>
    public int Taken => _history.Taken;

    /// <exception cref="QueryRefusedException">All places are taken.</exception>
    public QuerySlots.Place Enter(QuerySource source) => (source == QuerySource.Live ? _live : _history).Enter();

    /// <exception cref="QueryRefusedException">Its time was over, before or after its turn came.</exception>
    public async Task<T> RunAsync<T>(QuerySlots.Place place, Func<CancellationToken, Task<T>> query, CancellationToken cancellationToken)
    {
        var hasTurn = false;
        using var deadline = new CancellationTokenSource(options.Query.Timeout, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await place.TurnAsync(ended.Token);
            hasTurn = true;
            return await query(ended.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw hasTurn ? QueryRefusedException.TooSlow(options.Query) : QueryRefusedException.WaitedTooLong(options.Query);
        }
    }

    public void Dispose()
    {
        _history.Dispose();
        _live.Dispose();
    }
}
