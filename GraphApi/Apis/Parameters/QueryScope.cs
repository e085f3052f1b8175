using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Apis;

/// <summary><see cref="ScopeParameters"/>, read: what a <see cref="Lake.FlowScope"/> is made of.</summary>
/// <param name="Accounts">Those that who asks may see; null: all. The filter has them too.</param>
/// <param name="Now">The time that the question was asked at; the same for all that is derived from it.</param>
/// <param name="Fields">Text columns that records have had, beside those that AWS documents.</param>
/// <param name="HasRange">False where no range was asked for, and From and To are the source's own.</param>
/// <param name="IsFinished">True where the range is given by two times that are past: only a late object changes the answer.</param>
internal sealed record QueryScope(
    QuerySource Source, string? Account, IReadOnlyCollection<string>? Accounts, string? Region, DateTimeOffset From, DateTimeOffset To, FlowFilter? Filter, DateTimeOffset Now, IReadOnlyList<string> Fields, bool HasRange, bool IsFinished);
