namespace FlowOptics.GraphApi.Apis;

/// <summary>A query that is understood, and not (or not to its end) run: it would cost more than the service allows.</summary>
internal sealed class QueryRefusedException(string title, string message, TimeSpan? retryAfter = null) : Exception(message)
{
    private const string Narrow = "narrow the range, the account or the addresses, or add a filter";

    public string Title => title;

    /// <summary>When the same question may be answered; null: never, unless it asks for less.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    public static QueryRefusedException Busy(QueryOptions options) => new(
        "Too many queries at once",
        $"{options.Concurrent} queries run and {options.Waiting} wait: try again in a few seconds. FlowOptics:Query:Concurrent and FlowOptics:Query:Waiting set the numbers.",
        TimeSpan.FromSeconds(2));

    public static QueryRefusedException WaitedTooLong(QueryOptions options) => new(
        "Too many queries at once",
        $"The query waited {options.Timeout.TotalSeconds:0} s for its turn: try again when fewer queries run.",
        TimeSpan.FromSeconds(5));

    public static QueryRefusedException TooSlow(QueryOptions options) => new(
        "The query takes too long",
        $"It was ended after {options.Timeout.TotalSeconds:0} s: {Narrow}. FlowOptics:Query:TimeoutSeconds sets the time.");

    public static QueryRefusedException TooLarge() => new(
        "The query is too large",
        $"The lake's memory does not hold this answer: {Narrow}, ask for coarser groups, or raise FlowOptics:Lake:MemoryMegabytes.");
}
