using FlowOptics.Lake;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.GraphApi.Apis;

/// <summary>
/// Records as a Parquet file, written by DuckDB: they are gathered in a database file of their own, away from the lake and its memory, and copied out. Both files are gone when it is
/// disposed. Names have underscores, as AWS's Parquet has.
/// </summary>
internal sealed class ParquetRecords : IRecordSink, IDisposable
{
    private readonly string _folder;
    private readonly DuckDbDatabase _database;
    private readonly DuckDbConnection _connection;
    private DuckDbAppender? _rows;
    private bool[] _numbers = [];
    private int _row;

    public ParquetRecords()
    {
        _folder = Directory.CreateTempSubdirectory("flowoptics-download-").FullName;
        _database = DuckDbDatabase.Open(Path.Combine(_folder, "records.duckdb"), new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["memory_limit"] = "128MiB",
            ["threads"] = "1",
            ["temp_directory"] = Path.Combine(_folder, "temp"),
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
        });
        _connection = _database.Connect();
    }

    public void Begin(IReadOnlyList<RecordColumn> columns)
    {
        _numbers = [.. columns.Select(column => column.IsNumber)];
        // A field's name comes from a log's header: as an identifier in quotes it is no more than a name.
        var names = columns.Select(column => $"\"{column.Name.Replace('-', '_').Replace("\"", "\"\"", StringComparison.Ordinal)}\" {(column.IsNumber ? "BIGINT" : "VARCHAR")}");
        _connection.Execute($"CREATE TABLE records ({string.Join(", ", names)})");
        _rows = _connection.CreateAppender("records");
    }

    public void Write(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is null) _rows!.SetNull(i, _row);
            else if (_numbers[i]) _rows!.Column<long>(i)[_row] = (long)values[i]!;
            else _rows!.SetText(i, _row, (string)values[i]!);
        }

        if (++_row < _rows!.Capacity) return;
        _rows.Append(_row);
        _row = 0;
    }

    public Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends the file, after the last record.</summary>
    public async Task CopyToAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (_row > 0) _rows!.Append(_row);
        _rows!.Flush();
        var path = Path.Combine(_folder, "records.parquet");
        await Task.Run(() => _connection.Query($"COPY records TO '{path.Replace("'", "''", StringComparison.Ordinal)}' (FORMAT parquet, COMPRESSION zstd)", cancellationToken).Dispose(), cancellationToken);
        await using var file = File.OpenRead(path);
        await file.CopyToAsync(stream, cancellationToken);
    }

    public void Dispose()
    {
        _rows?.Dispose();
        _connection.Dispose();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
