using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// A Parquet file that DuckDB reads, in a database of its own in memory and on the caller's thread: rows come in the file's order, some thousand at a time,
/// whatever the file's size.
/// </summary>
internal sealed class ParquetFile : IDisposable
{
    // The rows that are made ahead, and the pages of one row group that are being unpacked; AWS's row groups need some 20 MB.
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["threads"] = "1",
        ["memory_limit"] = "96MB",
        ["autoload_known_extensions"] = "false",
        ["autoinstall_known_extensions"] = "false",
    };

    private readonly DuckDbDatabase _database;
    private readonly DuckDbConnection _connection;
    private readonly string _path;
    private readonly DuckDbType[] _types;

    /// <exception cref="DuckDbException">The file is no Parquet file, or a damaged one.</exception>
    public ParquetFile(string path)
    {
        _path = path;
        _database = DuckDbDatabase.Open(settings: Settings);
        try
        {
            _connection = _database.Connect();
            using var statement = _connection.Prepare("SELECT * FROM read_parquet(?, hive_partitioning = false) LIMIT 0");
            using var schema = statement.Bind(1, path).Execute();
            _types = [.. Enumerable.Range(0, schema.ColumnCount).Select(schema.TypeOf)];
            Columns = [.. Enumerable.Range(0, schema.ColumnCount).Select(schema.NameOf)];
        }
        catch
        {
            _connection?.Dispose();
            _database.Dispose();
            throw;
        }
    }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>All rows: columns of whole numbers up to 64 bits with sign and of texts as they are, all else as DuckDB writes it.</summary>
    /// <exception cref="DuckDbException">Damage on the way; what came before it has been given out.</exception>
    public IEnumerable<DuckDbChunk> Rows()
    {
        // The file's own names are not put into SQL.
        var names = string.Join(", ", _types.Select((_, i) => $"c{i}"));
        var values = string.Join(", ", _types.Select((type, i) => IsRead(type) ? $"c{i}" : $"CAST(c{i} AS VARCHAR)"));
        using var statement = _connection.Prepare($"SELECT {values} FROM read_parquet(?, hive_partitioning = false) AS t({names})");
        using var result = statement.Bind(1, _path).ExecuteStreaming();
        while (result.NextChunk() is { } chunk)
        {
            using (chunk) yield return chunk;
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private static bool IsRead(DuckDbType type) => type is DuckDbType.Varchar or DuckDbType.Blob
        or DuckDbType.TinyInt or DuckDbType.SmallInt or DuckDbType.Integer or DuckDbType.BigInt
        or DuckDbType.UTinyInt or DuckDbType.USmallInt or DuckDbType.UInteger;
}
