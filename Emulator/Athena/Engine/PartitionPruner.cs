using System.Text.Json.Nodes;
using FlowOptics.Emulator.Athena.Catalog;
using FlowOptics.Emulator.S3.Storage;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Emulator.Athena.Engine;

/// <summary>Decides which objects a query has to read: those of the partitions that its conditions leave.</summary>
internal sealed class PartitionPruner(DuckDbConnection connection, BucketStore buckets, TimeProvider time)
{
    /// <exception cref="QueryFailure">An injected column is not bound, or the bucket does not exist.</exception>
    public List<ScannedObject> ObjectsOf(TableReference reference)
    {
        var table = reference.Table;
        if (table.PartitionColumns.Count == 0)
            return [.. List(table.Location["s3://".Length..].Split('/', 2)).Select(each => Scanned(each.Bucket, each.Stored, []))];
        if (!table.IsProjected)
            throw new QueryFailure("NOT_SUPPORTED",
                $"Table {table.Database}.{table.Name} has partitions without projection, which the emulator does not have: set projection.enabled");
        var projection = new PartitionProjection(table, time);
        foreach (var injected in projection.Injected)
        {
            if (!reference.Conditions.Any(condition => BindsByEquality(condition, injected)))
            {
                throw new QueryFailure("CONSTRAINT_VIOLATION",
                    $"For the injected projected partition column {injected}, the WHERE clause must contain only static equality conditions, and at least one such condition must be present.");
            }
        }

        var byPartition = List([projection.Bucket, projection.Prefix])
            .Select(each => (each.Bucket, each.Stored, Values: projection.ValuesOf(each.Stored.Key)))
            .Where(each => each.Values is not null).GroupBy(each => string.Join('\n', each.Values!), StringComparer.Ordinal)
                .Select(group => group.ToList()).ToList();
        var wanted = Wanted(reference, [.. byPartition.Select(group => group[0].Values!)]);
        return [.. wanted.SelectMany(index => byPartition[index]).Select(each => Scanned(each.Bucket, each.Stored, each.Values!))];
    }

    /// <summary>column = literal, or column IN (literals).</summary>
    private static bool BindsByEquality(JsonObject condition, string column)
    {
        bool IsColumn(JsonNode? node) =>
            node is JsonObject one && one.IsClass("COLUMN_REF") && one.ColumnNames()[^1].Equals(column, StringComparison.OrdinalIgnoreCase);
        static bool IsStatic(JsonNode? node) => !SqlTree.All(node).Any(each => each.IsColumn());
        return condition.Value("type") switch
        {
            "COMPARE_EQUAL" =>
                (IsColumn(condition["left"]) && IsStatic(condition["right"])) || (IsColumn(condition["right"]) && IsStatic(condition["left"])),
            "COMPARE_IN" => condition["children"] is JsonArray { Count: > 1 } children && IsColumn(children[0]) && children.Skip(1).All(IsStatic),
            _ => false,
        };
    }

    private IEnumerable<(Bucket Bucket, StoredObject Stored)> List(string[] place)
    {
        var bucket = buckets.Find(place[0])
            ?? throw new QueryFailure("HIVE_METASTORE_ERROR",
                $"The specified bucket does not exist: {place[0]} (Service: Amazon S3; Status Code: 404; Error Code: NoSuchBucket)");
        // As Hive: names that begin with a dot or an underscore are hidden.
        return bucket.ListAll(place.Length > 1 ? place[1] : "")
            .Where(stored => stored.Size > 0 && stored.Key[(stored.Key.LastIndexOf('/') + 1)..] is { Length: > 0 } name
                && name[0] is not ('.' or '_'))
            .Select(stored => (bucket, stored));
    }

    private static ScannedObject Scanned(Bucket bucket, StoredObject stored, string[] values) =>
        new(bucket.Name, stored.Key, bucket.DataPath(stored), stored.Size, values);

    /// <summary>Which of the partitions the conditions leave: DuckDB decides, over a table of their values.</summary>
    private List<int> Wanted(TableReference reference, List<string[]> partitions)
    {
        if (reference.Conditions.Count == 0) return [.. Enumerable.Range(0, partitions.Count)];
        const string Table = "emulator_partitions";
        var columns = reference.Table.PartitionColumns;
        connection.Execute($"CREATE OR REPLACE TEMP TABLE {Table}(emulator_number INTEGER, {string.Join(", ", columns.Select(column => $"{TableViews.Quoted(column.Name)} {column.DuckDbType}"))})");
        using (var insert = connection.Prepare($"INSERT INTO {Table} VALUES (?{string.Concat(columns.Select(column => $", TRY_CAST(? AS {column.DuckDbType})"))})"))
        {
            foreach (var (number, values) in partitions.Index())
            {
                insert.Bind(1, number);
                for (var i = 0; i < values.Length; i++) insert.Bind(i + 2, values[i]);
                insert.ExecuteNonQuery();
            }
        }

        var select = SqlTree.Parse(connection, $"SELECT emulator_number FROM {Table} AS {TableViews.Quoted(reference.Alias)} WHERE true AND true");
        select["where_clause"]!["children"] = new JsonArray([.. reference.Conditions.Select(condition => condition.DeepClone()),
            .. (reference.Conditions.Count == 1 ? (JsonNode[])[reference.Conditions[0].DeepClone()] : [])]);
        using var result = connection.Query(SqlTree.Text(connection, select));
        return [.. result.ToRows().Select(row => (int)row[0]!).Order()];
    }
}
