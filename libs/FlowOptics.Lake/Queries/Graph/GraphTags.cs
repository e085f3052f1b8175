using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// Tags of addresses. No roll-up has them: they are read from records, and only where some record has any. An address has the tag of the record that ended last of those that its own
/// interface wrote in the question's window, account and region; of several at once the least.
/// </summary>
internal static class GraphTags
{
    private static readonly string[] Fields = ["instance-tag", "instance-tag-2", "interface-tag", "interface-tag-2", "asg-tag", "asg-tag-2"];

    /// <summary>Makes a temporary table high, low, name of one field's values.</summary>
    /// <returns>Its name.</returns>
    public static string Make(DuckDbConnection connection, GraphQuery query, int window, CancellationToken cancellationToken)
    {
        var name = $"tags{window}";
        var sql = new SqlText().Add($"CREATE TEMP TABLE {name} AS WITH tagged AS (SELECT id, json_extract_string(value, '$.\"' || ").Value(query.Tag ?? Fields[0])
            .Add(" || '\"') AS tag FROM extras) SELECT DISTINCT ON (high, low) high, low, tag AS name FROM ");
        AddOwn(sql, connection, query, cancellationToken).Add(" JOIN tagged ON tagged.id = extra WHERE tag <> '' ORDER BY high, low, last DESC, tag");
        connection.Run(sql, cancellationToken);
        return name;
    }

    /// <summary>The tags of a table's addresses (high, low), by field.</summary>
    public static Dictionary<Flows.Address, Dictionary<string, string>> Of(DuckDbConnection connection, GraphQuery query, string addresses, CancellationToken cancellationToken)
    {
        var tags = new Dictionary<Flows.Address, Dictionary<string, string>>();
        foreach (var field in Fields)
        {
            if (!Occurs(connection, field, cancellationToken)) continue;
            var sql = new SqlText().Add("WITH tagged AS (SELECT id, json_extract_string(value, '$.\"' || ").Value(field)
                .Add(" || '\"') AS tag FROM extras) SELECT DISTINCT ON (high, low) high, low, tag FROM ");
            AddOwn(sql, connection, query, cancellationToken).Add($" SEMI JOIN {addresses} USING (high, low) JOIN tagged ON tagged.id = extra WHERE tag <> '' ORDER BY high, low, last DESC, tag");
            using var statement = sql.Prepare(connection);
            using var result = statement.Execute(cancellationToken);
            foreach (var chunk in result.Chunks())
            {
                for (var row = 0; row < chunk.RowCount; row++)
                {
                    var address = new Flows.Address(chunk.Column<ulong>(0)[row], chunk.Column<ulong>(1)[row]);
                    if (!tags.TryGetValue(address, out var fields)) tags.Add(address, fields = new(StringComparer.Ordinal));
                    fields[field] = chunk.GetString(2, row)!;
                }
            }
        }

        return tags;
    }

    private static bool Occurs(DuckDbConnection connection, string field, CancellationToken cancellationToken)
    {
        using var statement = connection.Prepare("SELECT count(*) FROM (FROM extras WHERE contains(value, ?) LIMIT 1)");
        using var result = statement.Bind(1, $"\"{field}\":").Execute(cancellationToken);
        return result.ToRows()[0][0] is 1L;
    }

    private static SqlText AddOwn(SqlText sql, DuckDbConnection connection, GraphQuery query, CancellationToken cancellationToken) =>
        QueryPlanner.Plan(connection, query with { Filter = null, Table = LakeTable.Flows }, null, null, cancellationToken).AddTo(
            sql,
            _ => "CASE own_end WHEN 1 THEN src_high ELSE dst_high END AS high, CASE own_end WHEN 1 THEN src_low ELSE dst_low END AS low, extra, end_time AS last",
            (text, _) => text.Add(" AND own_end <> 0 AND extra <> 0"));
}
