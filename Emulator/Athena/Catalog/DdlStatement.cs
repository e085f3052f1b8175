namespace FlowOptics.Emulator.Athena.Catalog;

/// <summary>What a DDL statement has to say when it was done.</summary>
/// <param name="Columns">Of its answer; none for most.</param>
internal sealed record DdlAnswer(IReadOnlyList<string> Columns, IReadOnlyList<string> Lines)
{
    public static readonly DdlAnswer Nothing = new([], []);
}

/// <summary>A parsed DDL statement.</summary>
/// <param name="Run">Does it. Throws <see cref="QueryFailure"/>.</param>
internal sealed record DdlStatement(string Kind, Func<DdlAnswer> Run);
