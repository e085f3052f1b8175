using System.Globalization;
using System.Text.Json.Nodes;
using FlowOptics.Emulator.Athena.Catalog;
using FlowOptics.Emulator.Athena.Engine;
using FlowOptics.Emulator.Athena.WorkGroups;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Athena.Queries;

/// <summary>Starting, watching and stopping queries.</summary>
internal sealed class QueryOperations(QueryStore queries, QueryRunner runner, WorkGroupStore groups, ResultFile results, SqlCheck check,
    TimeProvider time)
{
    private const int MostRows = 1000;
    private const int LongestSql = 262_144;
    private readonly Lock _starting = new();

    public JsonObject Start(JsonObject document)
    {
        var sql = document.Text("QueryString") ?? "";
        if (string.IsNullOrWhiteSpace(sql)) throw AthenaErrors.Invalid("QueryString is empty");
        if (sql.Length > LongestSql) throw AthenaErrors.Invalid($"Query string length {sql.Length} exceeds {LongestSql}");
        var group = groups.Find(document.Text("WorkGroup") ?? WorkGroupStore.Primary) ?? throw AthenaErrors.Invalid("WorkGroup is not found.");
        if (!group.IsEnabled) throw AthenaErrors.Invalid($"WorkGroup {group.Name} is disabled.");
        var parameters = document.Texts("ExecutionParameters").ToList();
        var isDdl = DdlParser.IsDdl(sql);
        if (isDdl && parameters.Count > 0) throw AthenaErrors.Invalid("ExecutionParameters are supported for DML statements only");
        Check(sql, isDdl);
        var execution = new QueryExecution
        {
            Id = Guid.NewGuid().ToString(),
            Sql = sql,
            Parameters = parameters,
            Database = document.Object("QueryExecutionContext")?.Text("Database")?.ToLowerInvariant() ?? TableCatalog.DefaultDatabase,
            WorkGroup = group.Name,
            OutputLocation = OutputOf(document, group),
            StatementType = isDdl ? "DDL" : "DML",
            Token = document.Text("ClientRequestToken"),
            Submitted = time.GetUtcNow(),
        };
        lock (_starting)
        {
            if (execution.Token is not null && queries.Newest.FirstOrDefault(each => each.Token == execution.Token) is { } before)
            {
                if (before.Sql != sql || !before.Parameters.SequenceEqual(parameters, StringComparer.Ordinal) || before.WorkGroup != group.Name)
                    throw AthenaErrors.Invalid("Idempotent parameters do not match");
                return new JsonObject { ["QueryExecutionId"] = before.Id };
            }

            if (Reusable(document, execution) is { } reused)
            {
                queries.Put(reused with
                {
                    Id = execution.Id,
                    Token = execution.Token,
                    Submitted = execution.Submitted,
                    Completed = execution.Submitted,
                    ReusedId = reused.Id,
                    BytesScanned = 0,
                    EngineMilliseconds = 0,
                    QueueMilliseconds = 0,
                    PlanningMilliseconds = 0,
                });
                return new JsonObject { ["QueryExecutionId"] = execution.Id };
            }

            queries.Put(execution);
            runner.Start(execution);
        }

        return new JsonObject { ["QueryExecutionId"] = execution.Id };
    }

    public JsonObject Get(JsonObject document) => new() { ["QueryExecution"] = Describe(Known(document)) };

    public JsonObject GetMany(JsonObject document)
    {
        var (found, missing) = (new JsonArray(), new JsonArray());
        foreach (var id in document.Texts("QueryExecutionIds"))
        {
            if (queries.Find(id) is { } execution) found.Add(Describe(execution));
            else missing.Add(new JsonObject
            {
                ["QueryExecutionId"] = id,
                ["ErrorCode"] = "INVALID_INPUT",
                ["ErrorMessage"] = $"QueryExecution {id} was not found"
            });
        }

        return new JsonObject { ["QueryExecutions"] = found, ["UnprocessedQueryExecutionIds"] = missing };
    }

    public JsonObject List(JsonObject document)
    {
        var group = document.Text("WorkGroup") ?? WorkGroupStore.Primary;
        var most = Math.Clamp(document.Number("MaxResults") ?? 50, 1, 50);
        var all = queries.Newest.Where(each => each.WorkGroup == group).Select(each => each.Id)
            .SkipWhile(id => document.Text("NextToken") is { } token && id != token).ToList();
        var answer = new JsonObject { ["QueryExecutionIds"] = new JsonArray([.. all.Take(most)]) };
        if (all.Count > most) answer["NextToken"] = all[most];
        return answer;
    }

    public JsonObject Stop(JsonObject document)
    {
        var execution = Known(document);
        if (!execution.IsDone) runner.Stop(execution);
        return [];
    }

    public JsonObject Results(JsonObject document)
    {
        var execution = Known(document);
        if (execution.State != QueryState.SUCCEEDED)
        {
            throw AthenaErrors.Invalid(execution.State is QueryState.FAILED or QueryState.CANCELLED
                ? $"Query did not finish successfully. Final query state: {execution.State}"
                : $"Query has not yet finished. Current state: {execution.State}", "INVALID_QUERY_EXECUTION_ID");
        }

        var most = document.Number("MaxResults") ?? MostRows;
        if (most is < 1 or > MostRows) throw AthenaErrors.Invalid("MaxResults is more than maximum allowed length 1000.");
        var from = document.Text("NextToken") is { } token ? Offset(token) : 0;
        var (rows, next) = results.Read(execution.ResultLocation, from, most, execution.StatementType == "DML");
        var answer = new JsonObject
        {
            ["UpdateCount"] = 0,
            ["ResultSet"] = new JsonObject
            {
                ["Rows"] = new JsonArray([.. rows.Select(Row)]),
                ["ResultSetMetadata"] = new JsonObject { ["ColumnInfo"] = new JsonArray([.. execution.Columns.Select(Column)]) },
            },
        };
        if (next is { } offset) answer["NextToken"] = $"o{offset.ToString(CultureInfo.InvariantCulture)}";
        return answer;
    }

    private void Check(string sql, bool isDdl)
    {
        if (isDdl)
        {
            // The parser needs no catalogue to find out whether it can read a text; what is in it is asked when the statement runs.
            _ = new DdlParser(null!, time).Parse(sql, TableCatalog.DefaultDatabase);
        }
        else
        {
            check.Check(sql);
        }
    }

    private static string OutputOf(JsonObject document, WorkGroup group)
    {
        var asked = document.Object("ResultConfiguration")?.Text("OutputLocation");
        var location = group.IsEnforced && group.OutputLocation is not null ? group.OutputLocation : asked ?? group.OutputLocation;
        if (location is null)
            throw AthenaErrors.Invalid("No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.");
        if (!location.StartsWith("s3://", StringComparison.Ordinal) || location.Length <= "s3://".Length)
            throw AthenaErrors.Invalid("outputLocation is not a valid S3 path.");
        return location.EndsWith('/') ? location : location + "/";
    }

    private QueryExecution? Reusable(JsonObject document, QueryExecution execution)
    {
        var reuse = document.Object("ResultReuseConfiguration")?.Object("ResultReuseByAgeConfiguration");
        if (reuse?.Flag("Enabled") != true) return null;
        var oldest = time.GetUtcNow() - TimeSpan.FromMinutes(reuse.Number("MaxAgeInMinutes") ?? 60);
        return queries.Newest.FirstOrDefault(each => each is { State: QueryState.SUCCEEDED, ReusedId: null, StatementType: "DML" }
            && each.Completed >= oldest && each.Sql == execution.Sql
            && each.WorkGroup == execution.WorkGroup && each.Database == execution.Database
                && each.Parameters.SequenceEqual(execution.Parameters, StringComparer.Ordinal));
    }

    private QueryExecution Known(JsonObject document)
    {
        var id = document.Text("QueryExecutionId") ?? "";
        return queries.Find(id) ?? throw AthenaErrors.Invalid($"QueryExecution {id} was not found", "INVALID_QUERY_EXECUTION_ID");
    }

    private static long Offset(string token) => token.StartsWith('o')
        && long.TryParse(token[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
        ? offset
        : throw AthenaErrors.Invalid("Invalid NextToken");

    private static JsonNode Row(string?[] values) => new JsonObject
    {
        ["Data"] = new JsonArray([.. values.Select(value => value is null ? [] : new JsonObject { ["VarCharValue"] = value })]),
    };

    private static JsonNode Column(ResultColumn column) => new JsonObject
    {
        ["CatalogName"] = "hive",
        ["SchemaName"] = "",
        ["TableName"] = "",
        ["Name"] = column.Name,
        ["Label"] = column.Name,
        ["Type"] = column.Type,
        ["Precision"] = column.Precision,
        ["Scale"] = 0,
        ["Nullable"] = "UNKNOWN",
        ["CaseSensitive"] = column.Type is "varchar" or "char",
    };

    private static JsonObject Describe(QueryExecution execution)
    {
        var status = new JsonObject { ["State"] = execution.State.ToString(), ["SubmissionDateTime"] = Seconds(execution.Submitted) };
        if (execution.Completed is { } completed) status["CompletionDateTime"] = Seconds(completed);
        if (execution.Reason is { } reason)
        {
            status["StateChangeReason"] = reason;
            // https://docs.aws.amazon.com/athena/latest/ug/error-reference.html: category 1 system, 2 user; type 1006 and 401 stand for the general ones.
            if (execution.State == QueryState.FAILED)
                status["AthenaError"] = new JsonObject
                {
                    ["ErrorCategory"] = execution.IsUsersError ? 2 : 1,
                    ["ErrorType"] = execution.IsUsersError ? 1006 : 401,
                    ["Retryable"] = false,
                    ["ErrorMessage"] = reason
                };
        }

        var total = (long)((execution.Completed ?? execution.Submitted) - execution.Submitted).TotalMilliseconds;
        var described = new JsonObject
        {
            ["QueryExecutionId"] = execution.Id,
            ["Query"] = execution.Sql,
            ["StatementType"] = execution.StatementType,
            ["ResultConfiguration"] = new JsonObject { ["OutputLocation"] = execution.ResultLocation },
            ["QueryExecutionContext"] = new JsonObject { ["Database"] = execution.Database, ["Catalog"] = "awsdatacatalog" },
            ["Status"] = status,
            ["Statistics"] = new JsonObject
            {
                ["EngineExecutionTimeInMillis"] = execution.EngineMilliseconds,
                ["DataScannedInBytes"] = execution.BytesScanned,
                ["TotalExecutionTimeInMillis"] = total,
                ["QueryQueueTimeInMillis"] = execution.QueueMilliseconds,
                ["QueryPlanningTimeInMillis"] = execution.PlanningMilliseconds,
                ["ServiceProcessingTimeInMillis"] = Math.Max(0, total - execution.EngineMilliseconds - execution.QueueMilliseconds),
                ["ResultReuseInformation"] = new JsonObject { ["ReusedPreviousResult"] = execution.ReusedId is not null },
            },
            ["WorkGroup"] = execution.WorkGroup,
            ["EngineVersion"] = WorkGroupOperations.Version(),
            ["SubstatementType"] = execution.StatementType == "DML" ? "SELECT" : "",
        };
        if (execution.Parameters.Count > 0) described["ExecutionParameters"] = new JsonArray([.. execution.Parameters]);
        return described;
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
