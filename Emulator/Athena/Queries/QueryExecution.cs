using FlowOptics.Emulator.Athena.Engine;

namespace FlowOptics.Emulator.Athena.Queries;

/// <summary>A query that was asked, and how far it is. One JSON file each.</summary>
internal sealed record QueryExecution
{
    public required string Id { get; init; }

    public required string Sql { get; init; }

    public required IReadOnlyList<string> Parameters { get; init; }

    public required string Database { get; init; }

    public required string WorkGroup { get; init; }

    /// <summary>The folder of its result.</summary>
    public required string OutputLocation { get; init; }

    /// <summary>DDL or DML.</summary>
    public required string StatementType { get; init; }

    /// <summary>The client's token: asked again with it, the same execution is meant.</summary>
    public string? Token { get; init; }

    public DateTimeOffset Submitted { get; init; }

    public QueryState State { get; init; }

    public string? Reason { get; init; }

    public bool IsUsersError { get; init; }

    public DateTimeOffset? Completed { get; init; }

    public long BytesScanned { get; init; }

    public long QueueMilliseconds { get; init; }

    public long PlanningMilliseconds { get; init; }

    public long EngineMilliseconds { get; init; }

    public IReadOnlyList<ResultColumn> Columns { get; init; } = [];

    /// <summary>The earlier execution whose result it is, where the client allowed that.</summary>
    public string? ReusedId { get; init; }

    public bool IsDone => State is QueryState.SUCCEEDED or QueryState.FAILED or QueryState.CANCELLED;

    /// <summary>The file of its result.</summary>
    public string ResultLocation => $"{OutputLocation}{ReusedId ?? Id}{(StatementType == "DML" ? ".csv" : ".txt")}";
}
