namespace FlowOptics.Lake;

/// <summary>One statement of a question.</summary>
/// <param name="AreSums">Each row stands for several records.</param>
internal sealed record AthenaPart(AthenaStatement Statement, DateTimeOffset From, DateTimeOffset To, bool AreSums)
{
    /// <summary>What its rows go through before they are taken in; null: nothing.</summary>
    public Func<IAsyncEnumerable<IReadOnlyList<string?>>, IAsyncEnumerable<IReadOnlyList<string?>>>? Through { get; init; }
}
