namespace FlowOptics.GraphApi.Apis;

/// <summary>The range where none is asked for.</summary>
internal static class QueryRange
{
    public static (DateTimeOffset From, DateTimeOffset To) Of(QuerySource source, (DateTimeOffset From, DateTimeOffset To)? asked, DateTimeOffset now) => (source, asked) switch
    {
        (_, { } range) => range,
        // The window is bounded by arrival: a record that began long before it, or by a fast clock begins later, belongs to it.
        (QuerySource.Live, _) => (DateTimeOffset.UnixEpoch, now.AddDays(1)),
        _ => (now.AddDays(-1), now),
    };
}
