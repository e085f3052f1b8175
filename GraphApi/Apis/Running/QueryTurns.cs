using FlowOptics.GraphApi.Startup;

namespace FlowOptics.GraphApi.Apis;

/// <summary>
/// Gives queries their turns and their time. History, live and downloads have turns of their own: a slow question to the lake must not hold up the live map, and whoever takes a million
/// records home must hold up nobody.
/// </summary>
internal sealed class QueryTurns(GraphApiOptions options, TimeProvider time) : IDisposable
{
    public QuerySlots History { get; } = new(options.Query.Questions);

    public QuerySlots Live { get; } = new(options.Query.Questions);

    public QuerySlots Downloads { get; } = new(options.Query.Downloads);

    public QuerySlots Of(QuerySource source) => source == QuerySource.Live ? Live : History;

    /// <exception cref="QueryRefusedException">Its time was over, before or after its turn came.</exception>
    public async Task<T> RunAsync<T>(QuerySlots.Place place, Func<CancellationToken, Task<T>> query, CancellationToken cancellationToken)
    {
        var hasTurn = false;
        using var deadline = new CancellationTokenSource(place.Limits.Timeout, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await place.TurnAsync(ended.Token);
            hasTurn = true;
            return await query(ended.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw hasTurn ? QueryRefusedException.TooSlow(place.Limits) : QueryRefusedException.WaitedTooLong(place.Limits);
        }
    }

    public void Dispose()
    {
        History.Dispose();
        Live.Dispose();
        Downloads.Dispose();
    }
}
