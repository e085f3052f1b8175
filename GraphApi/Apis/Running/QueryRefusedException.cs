namespace FlowOptics.GraphApi.Apis;

/// <summary>A query that is understood, and not (or not to its end) run: it would cost more than the service allows.</summary>
internal sealed class QueryRefusedException(string title, string message, TimeSpan? retryAfter = null) : Exception(message)
{
    private const string Narrow = "narrow the range, the account or the addresses, or add a filter";

    public string Title => title;

    /// <summary>When the same question may be answered; null: never, unless it asks for less.</summary>
    public TimeSpan? RetryAfter => retryAfter;

    public static QueryRefusedException Busy(TurnLimits limits) => new(
        "Too many queries at once",
        $"{limits.Concurrent} queries run and {limits.Waiting} wait: try again in a few seconds. {limits.Section}:Concurrent and {limits.Section}:Waiting set the numbers.",
        TimeSpan.FromSeconds(2));

    public static QueryRefusedException WaitedTooLong(TurnLimits limits) => new(
        "Too many queries at once",
        $"The query waited {limits.Timeout.TotalSeconds:0} s for its turn: try again when fewer queries run.",
        TimeSpan.FromSeconds(5));

    public static QueryRefusedException TooSlow(TurnLimits limits) => new(
        "The query takes too long",
        $"It was ended after {limits.Timeout.TotalSeconds:0} s: {Narrow}. {limits.Section}:TimeoutSeconds sets the time.");

    public static QueryRefusedException TooLarge() => new(
        "The query is too large",
        $"The lake's memory does not hold this answer: {Narrow}, ask for coarser groups, or raise FlowOptics:Lake:MemoryMegabytes.");
}
