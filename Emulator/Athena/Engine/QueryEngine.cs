using System.Globalization;
using System.Text.RegularExpressions;
using FlowOptics.Emulator.Athena.Catalog;
using FlowOptics.Emulator.S3.Storage;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Emulator.Athena.Engine;

/// <summary>Answers one SELECT with a DuckDB of its own, in memory.</summary>
internal sealed partial class QueryEngine : IDisposable
{
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["threads"] = "2",
        ["memory_limit"] = "512MB",
        ["autoinstall_known_extensions"] = "false",
        ["autoload_known_extensions"] = "false"
    };

    private readonly DuckDbDatabase _database;
    private readonly DuckDbConnection _connection;

    public QueryEngine()
    {
        _database = DuckDbDatabase.Open(null, Settings);
        _connection = _database.Connect();
        // Trino divides whole numbers into whole numbers, and counts in UTC as Athena does.
        foreach (var statement in (string[])["SET integer_division = true", "SET TimeZone = 'UTC'", .. TrinoMacros.Statements])
            _connection.Execute(statement);
    }

    /// <summary>Finds out what must be read, and prepares it.</summary>
    /// <exception cref="QueryFailure">It cannot be answered.</exception>
    public PlannedQuery Plan(string text, IReadOnlyList<string> parameters, string database, TableCatalog catalog, BucketStore buckets,
        TimeProvider time)
    {
        var sql = Trimmed(text);
        try
        {
            var select = SqlTree.Parse(_connection, sql);
            new TrinoDialect(_connection, sql, parameters).Apply(select);
            var references = new TableReferences(catalog, sql, database).In(select);
            InformationSchema.Provide(_connection, select, catalog, sql);
            var (used, pruner, views) = (TableViews.Used(select), new PartitionPruner(_connection, buckets, time), new TableViews(_connection));
            var bytes = references.Sum(reference => views.Create(reference, pruner.ObjectsOf(reference), used));
            var query = SqlTree.Text(_connection, select);
            using var described = _connection.Query("DESCRIBE " + query);
            var columns = described.ToRows().Select(row => (Name: (string)row[0]!, Type: (string)row[1]!)).ToList();
            // Numbered names: a result may have two columns of one name.
            var selected = columns.Select((column, i) => $"{ResultValues.Selected($"c{i.ToString(CultureInfo.InvariantCulture)}", column.Type)}");
            var names = string.Join(", ", columns.Select((_, i) => $"c{i.ToString(CultureInfo.InvariantCulture)}"));
            return new PlannedQuery($"SELECT {string.Join(", ", selected)} FROM ({query}) AS emulator_answer({names})",
                [.. columns.Select(column => new ResultColumn(column.Name, ResultValues.TypeOf(column.Type)))], bytes);
        }
        catch (DuckDbException failure)
        {
            throw Translated(failure);
        }
    }

    /// <summary>Runs it, row by row.</summary>
    /// <exception cref="QueryFailure">It failed on the way.</exception>
    public IEnumerable<string?[]> Run(PlannedQuery query, CancellationToken cancellationToken)
    {
        using var interrupt = new QueryInterrupt(_connection, cancellationToken);
        using var statement = Guarded(() => _connection.Prepare(query.Sql));
        using var result = Guarded(statement.ExecuteStreaming);
        while (Guarded(result.NextChunk) is { } chunk)
        {
            using (chunk)
            {
                for (var row = 0; row < chunk.RowCount; row++)
                {
                    var values = new string?[chunk.ColumnCount];
                    for (var column = 0; column < values.Length; column++) values[column] = ResultValues.Text(chunk, column, row);
                    yield return values;
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    internal static string Trimmed(string sql) => sql.TrimEnd().TrimEnd(';');

    private static T Guarded<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (DuckDbException failure)
        {
            throw Translated(failure);
        }
    }

    /// <summary>DuckDB's complaint in Trino's words; the place is lost where the tree was changed.</summary>
    private static QueryFailure Translated(DuckDbException failure)
    {
        var message = failure.Message.Split("\n\n", 2)[0].ReplaceLineEndings(" ");
        if (Column().Match(message) is { Success: true } column)
            return new QueryFailure("COLUMN_NOT_FOUND",
                $"line 1:1: Column '{column.Groups["name"].Value}' cannot be resolved or requester is not authorized to access requested resources");
        if (message.Contains("must appear in the GROUP BY", StringComparison.Ordinal))
            return new QueryFailure("EXPRESSION_NOT_AGGREGATE", $"line 1:1: {message}");
        if (message.Contains("No function matches", StringComparison.Ordinal) || message.Contains("Cannot compare", StringComparison.Ordinal)
            || message.Contains("Cannot mix", StringComparison.Ordinal))
            return new QueryFailure("TYPE_MISMATCH", $"line 1:1: {message}");
        if (message.StartsWith("Conversion Error", StringComparison.Ordinal) || message.Contains("Cannot cast value", StringComparison.Ordinal))
            return new QueryFailure("INVALID_CAST_ARGUMENT", message);
        if (message.StartsWith("Binder Error", StringComparison.Ordinal) || message.StartsWith("Catalog Error", StringComparison.Ordinal)
            || message.StartsWith("Parser Error", StringComparison.Ordinal))
            return new QueryFailure("SYNTAX_ERROR", $"line 1:1: {message}");
        if (message.Contains("CSV Error", StringComparison.Ordinal) || message.Contains("gzip", StringComparison.OrdinalIgnoreCase)
            || message.Contains("parquet", StringComparison.OrdinalIgnoreCase))
            return new QueryFailure("HIVE_CURSOR_ERROR", message) { IsUsers = false };
        return message.StartsWith("Out of Memory", StringComparison.Ordinal)
            ? new QueryFailure("EXCEEDED_MEMORY_LIMIT", message)
            : new QueryFailure("GENERIC_INTERNAL_ERROR", message) { IsUsers = false };
    }

    [GeneratedRegex("Referenced column \"(?<name>[^\"]*)\" (not found|was not found)|does not have a column named \"(?<name>[^\"]*)\"|Column \"(?<name>[^\"]*)\" referenced that exists in the SELECT clause", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Column();
}
