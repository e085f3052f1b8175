using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FlowOptics.Emulator.Athena.Catalog;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Emulator.Athena.Engine;

/// <summary>Makes of the objects of a table a view in DuckDB, with the table's columns and types.</summary>
internal sealed class TableViews(DuckDbConnection connection)
{
    private const string PathColumn = "$path";
    private int _count;

    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Makes the view, and has the reference read it.</summary>
    /// <param name="usedColumns">Names that the query mentions; null: all are read (<c>*</c>).</param>
    /// <returns>The bytes that Athena would have to read: objects of text as a whole, of Parquet the columns that are used.</returns>
    public long Create(TableReference reference, List<ScannedObject> objects, IReadOnlySet<string>? usedColumns)
    {
        var table = reference.Table;
        var view = $"emulator_view_{_count++}";
        var withPath = usedColumns?.Contains(PathColumn) == true;
        var columns = new List<string>();
        var sources = new List<string>();
        var bytes = 0L;
        if (objects.Count > 0)
        {
            var present = table.Columns.Select(column => column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (table.IsParquet)
            {
                present = ColumnsOf(objects);
                bytes = BytesOf(objects, usedColumns);
                sources.Add($"SELECT * FROM read_parquet({Files(objects)}, union_by_name = true, filename = 'emulator_file')");
            }
            else
            {
                bytes = objects.Sum(each => each.Size);
                sources.AddRange(objects.GroupBy(CompressionOf, StringComparer.Ordinal).Select(group => ReadText(table, group.Key, [.. group])));
            }

            foreach (var column in table.Columns)
                columns.Add(present.Contains(column.Name) ? $"TRY_CAST(r.{Quoted(column.Name)} AS {column.DuckDbType}) AS {Quoted(column.Name)}"
                    : $"NULL::{column.DuckDbType} AS {Quoted(column.Name)}");
        }
        else
        {
            foreach (var column in table.Columns) columns.Add($"NULL::{column.DuckDbType} AS {Quoted(column.Name)}");
        }

        foreach (var column in table.PartitionColumns)
            columns.Add($"TRY_CAST(f.{Quoted(column.Name)} AS {column.DuckDbType}) AS {Quoted(column.Name)}");
        if (withPath) columns.Add($"f.{Quoted(PathColumn)}");
        var files = CreateFiles(table, objects);
        var from = sources.Count == 0 ? $"{files} AS f WHERE false" : table.PartitionColumns.Count == 0 && !withPath
            ? $"({string.Join(" UNION ALL BY NAME ", sources)}) AS r"
            : $"({string.Join(" UNION ALL BY NAME ", sources)}) AS r JOIN {files} AS f ON r.emulator_file = f.emulator_file";
        connection.Execute($"CREATE TEMP VIEW {view} AS SELECT {string.Join(", ", columns)} FROM {from}");

        reference.Node["alias"] = reference.Alias;
        reference.Node["schema_name"] = "";
        reference.Node["catalog_name"] = "";
        reference.Node["table_name"] = view;
        return bytes;
    }

    private static string CompressionOf(ScannedObject each) =>
        each.Key.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? "gzip"
            : each.Key.EndsWith(".zst", StringComparison.OrdinalIgnoreCase) ? "zstd"
            : "none";

    private static string Files(IEnumerable<ScannedObject> objects) => $"[{string.Join(", ", objects.Select(each => Text(each.File)))}]";

    /// <summary>As LazySimpleSerDe: fields that are missing are NULL, further ones are left out, what is no number becomes NULL later.</summary>
    private static string ReadText(TableDefinition table, string compression, List<ScannedObject> objects)
    {
        var columns = new StringBuilder();
        foreach (var column in table.Columns) columns.Append(columns.Length == 0 ? "" : ", ").Append(Text(column.Name)).Append(": 'VARCHAR'");
        return $"SELECT * FROM read_csv({Files(objects)}, auto_detect = false, header = false, skip = {table.HeaderLines.ToString(CultureInfo.InvariantCulture)}, delim = {Text(table.Delimiter)}, quote = '', escape = '', "
            + $"nullstr = '\\N', null_padding = true, strict_mode = false, max_line_size = 1048576, buffer_size = 4194304, compression = {Text(compression)}, columns = {{{columns}}}, filename = 'emulator_file')";
    }

    private string CreateFiles(TableDefinition table, List<ScannedObject> objects)
    {
        var files = $"emulator_files_{_count}";
        connection.Execute($"CREATE TEMP TABLE {files}(emulator_file VARCHAR, {Quoted(PathColumn)} VARCHAR{string.Concat(table.PartitionColumns.Select(column => $", {Quoted(column.Name)} VARCHAR"))})");
        using var insert = connection.Prepare($"INSERT INTO {files} VALUES (?, ?{string.Concat(table.PartitionColumns.Select(_ => ", ?"))})");
        foreach (var each in objects)
        {
            insert.Bind(1, each.File).Bind(2, $"s3://{each.Bucket}/{each.Key}");
            for (var i = 0; i < each.Values.Length; i++) insert.Bind(i + 3, each.Values[i]);
            insert.ExecuteNonQuery();
        }

        return files;
    }

    private HashSet<string> ColumnsOf(List<ScannedObject> objects)
    {
        using var result = connection.Query($"SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet({Files(objects)}, union_by_name = true))");
        return result.ToRows().Select(row => (string)row[0]!).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    private long BytesOf(List<ScannedObject> objects, IReadOnlySet<string>? used)
    {
        using var result = connection.Query($"SELECT lower(path_in_schema), sum(total_compressed_size)::BIGINT FROM parquet_metadata({Files(objects)}) GROUP BY 1");
        return result.ToRows().Where(row => used is null || used.Contains((string)row[0]!)).Sum(row => (long)row[1]!);
    }

    /// <summary>The columns that a tree mentions, in lower case; null where it takes all.</summary>
    public static IReadOnlySet<string>? Used(JsonObject select)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in SqlTree.All(select))
        {
            if (node.IsClass("STAR")) return null;
            if (node.IsClass("COLUMN_REF")) used.Add(node.ColumnNames()[^1].ToLowerInvariant());
            foreach (var column in (node["using_columns"] as JsonArray ?? []).Select(each => each!.GetValue<string>()))
                used.Add(column.ToLowerInvariant());
        }

        return used;
    }
}
