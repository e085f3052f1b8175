using System.Globalization;
using FlowOptics.Lake.DuckDb;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Lake;

/// <summary>
/// The lake's file. It holds nothing that the bucket does not: one that is damaged, of another schema or of another bucket is set aside
/// (<c>.set-aside</c>, one copy), and an empty one begun. Thread-safe: any number of readers beside one <see cref="LakeWriter"/>.
/// </summary>
public sealed class LakeDatabase : IDisposable
{
    private const string FileName = "flowoptics.duckdb";

    private readonly LakeOptions _options;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();

    // Held by a commit and by a rebuild, so that no object is noted in a new lake's ledger whose rows are in the old one. Taken before the other.
    private readonly Lock _commits = new();
    private DuckDbDatabase? _database;
    private IReadOnlyList<LedgerProblem> _problems = [];
    private (LakeSummary Summary, int Limit)? _problemsOf;

    private LakeDatabase(LakeOptions options, ILogger logger, TimeProvider time)
    {
        _options = options;
        _logger = logger;
        Time = time;
        Retention = new LakeRetention(options.Retention, time);
    }

    public string Path => System.IO.Path.Combine(_options.Folder, FileName);

    /// <summary>Rows and objects so far.</summary>
    public LakeSummary Summary { get; private set; } = new();

    /// <summary>Whether answers over a past range still hold.</summary>
    public LakeChanges Changes { get; } = new();

    /// <summary>Since when all is held.</summary>
    public LakeRetention Retention { get; }

    /// <summary>The file and its write-ahead log.</summary>
    public long FileBytes => Length(Path) + LogBytes;

    internal long LogBytes => Length(Path + ".wal");

    internal Ledger Ledger { get; } = new();

    internal LakeSeals Seals { get; } = new();

    /// <summary>The clock of all that works on this lake.</summary>
    internal TimeProvider Time { get; }

    /// <exception cref="LakeException">No permission, or another process has the file open.</exception>
    /// <exception cref="DllNotFoundException">DuckDB's native library is not installed.</exception>
    public static LakeDatabase Open(LakeOptions options, ILogger logger, TimeProvider? time = null)
    {
        var lake = new LakeDatabase(options, logger, time ?? TimeProvider.System);
        lock (lake._lock) lake.OpenOrRebuild();
        return lake;
    }

    /// <summary>A connection of the caller's own.</summary>
    public DuckDbConnection Connect()
    {
        lock (_lock) return (_database ?? throw new ObjectDisposedException(nameof(LakeDatabase))).Connect();
    }

    /// <summary>Which lake is open: another number after each <see cref="Rebuild"/>.</summary>
    public int Generation { get; private set; }

    /// <summary>Sets a lake aside that was found damaged while it was open, and begins an empty one.</summary>
    /// <param name="generation">The one that was found damaged: where another is open already, nothing is done.</param>
    public void Rebuild(string reason, int generation)
    {
        lock (_commits)
        {
            lock (_lock)
            {
                if (generation != Generation) return;
                Generation++;
                _database?.Dispose();
                _database = null;
                SetAside(reason);
                OpenOrRebuild();
            }
        }
    }

    /// <summary>Runs a commit, unless the lake that it is for is no more.</summary>
    /// <exception cref="LakeException">It was made anew meanwhile.</exception>
    internal void Commit(int generation, Action commit)
    {
        lock (_commits)
        {
            if (generation != Generation) throw new LakeException($"the lake {Path} was made anew meanwhile: its objects are imported again");
            commit();
        }
    }

    /// <summary>True where a listed object needs no reading: the lake has it, by key, size and time.</summary>
    public bool Has(ObjectInfo info) => Ledger.Has(info);

    /// <summary>What refused objects and rejected records there are, newest first.</summary>
    public IReadOnlyList<LedgerProblem> Problems(int limit)
    {
        // Asked for every few seconds by each page, and changed by commits only.
        var summary = Summary;
        lock (_lock)
        {
            if (_problemsOf is { } of && ReferenceEquals(of.Summary, summary) && of.Limit == limit) return _problems;
        }

        using var connection = Connect();
        using var statement = connection.Prepare("SELECT key, reason, imported FROM ledger WHERE reason IS NOT NULL ORDER BY imported DESC, key LIMIT ?");
        using var result = statement.Bind(1, limit).Execute();
        var problems = result.ToRows().ConvertAll(row => new LedgerProblem((string)row[0]!, (string)row[1]!, DateTimeOffset.FromUnixTimeMilliseconds((long)row[2]!)));
        lock (_lock) (_problems, _problemsOf) = (problems, (summary, limit));
        return problems;
    }

    /// <summary>How many threads work for statements from now on, of all connections; without a number as many as the options say.</summary>
    /// <remarks>DuckDB begins its threads here, and they inherit the priority of who asks: the import's low one must not become the queries'.</remarks>
    internal void UseThreads(DuckDbConnection connection, int? threads = null) =>
        Task.Run(() => connection.Execute(string.Create(CultureInfo.InvariantCulture, $"SET threads = {threads ?? _options.Threads}"))).GetAwaiter().GetResult();

    /// <summary>To be called after each commit.</summary>
    /// <param name="firstChange">The earliest start of the records that came or went, in Unix seconds; <see cref="long.MaxValue"/>: none did; <see cref="long.MinValue"/>: not known.</param>
    internal void Summarize(LakeSummary summary, long firstChange = long.MinValue)
    {
        // First, so that who sees the records in the summary is given no tag of the time before them.
        if (firstChange != long.MaxValue) Changes.Add(firstChange);
        Summary = summary;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _database?.Dispose();
            _database = null;
        }
    }

    private void OpenOrRebuild()
    {
        CreateFolder();
        if (File.Exists(Path))
        {
            CheckAccess();
            if (TryOpenExisting() is not { } reason) return;
            SetAside(reason);
        }
        else if (File.Exists(Path + ".wal"))
        {
            SetAside("its main file is gone, only the write-ahead log is there");
        }

        OpenNew();
    }

    private void OpenNew()
    {
        _database = OpenFile();
        using var connection = _database.Connect();
        using var transaction = connection.BeginTransaction();
        connection.Execute(LakeSchema.Create);
        using (var statement = connection.Prepare("INSERT INTO lake VALUES (?, ?)")) statement.Bind(1, LakeSchema.Version).Bind(2, _options.Bucket).ExecuteNonQuery();
        transaction.Commit();
        Load(connection);
    }

    /// <returns>Null where it is open now, else why it is of no use.</returns>
    private string? TryOpenExisting()
    {
        DuckDbDatabase? database = null;
        try
        {
            database = OpenFile();
            using var connection = database.Connect();
            if (Unfit(connection) is { } reason)
            {
                database.Dispose();
                return reason;
            }

            Load(connection);
            _database = database;
            return null;
        }
        catch (DuckDbException exception)
        {
            database?.Dispose();
            if (exception.Message.Contains("lock on file", StringComparison.Ordinal) || exception.Message.Contains("being used by another process", StringComparison.Ordinal))
                throw new LakeException($"the lake {Path} is open in another process: stop the other FlowOptics, or give this one another data folder", exception);
            return exception.Message;
        }
    }

    private string? Unfit(DuckDbConnection connection)
    {
        using var tables = connection.Query("SELECT count(*) FROM duckdb_tables() WHERE table_name IN ('lake', 'flows', 'ledger', 'places', 'networks')");
        if (tables.ToRows()[0][0] is not 5L) return "it is a DuckDB file, but no lake of FlowOptics";
        using var result = connection.Query("SELECT version, bucket FROM lake");
        var rows = result.ToRows();
        if (rows.Count != 1) return "it does not say its version";
        if (rows[0][0] is not LakeSchema.Version) return string.Create(CultureInfo.InvariantCulture, $"its schema has version {rows[0][0]}, this program's {LakeSchema.Version}");
        return rows[0][1] as string == _options.Bucket ? null : $"it was made from another bucket ({rows[0][1]})";
    }

    private void Load(DuckDbConnection connection)
    {
        Retention.Load(connection);
        Ledger.Load(connection);
        Seals.Load(connection);
        Summary = LakeSummary.Load(connection);
    }

    private DuckDbDatabase OpenFile()
    {
        var database = DuckDbDatabase.Open(Path, Settings());
        using var connection = database.Connect();
        // A service that is told to stop has some seconds: the log is short, and read at the next start, as after a kill.
        connection.Execute("PRAGMA disable_checkpoint_on_shutdown");
        return database;
    }

    private Dictionary<string, string> Settings() => new(StringComparer.Ordinal)
    {
        ["memory_limit"] = string.Create(CultureInfo.InvariantCulture, $"{_options.MemoryMegabytes}MiB"),
        ["threads"] = _options.Threads.ToString(CultureInfo.InvariantCulture),
        ["temp_directory"] = System.IO.Path.Combine(_options.Folder, "temp"),
        // Nothing here depends on the order of rows, and keeping it costs memory.
        ["preserve_insertion_order"] = "false",
        // Memory that a query or an import has left goes back to the system without waiting for the next one.
        ["allocator_background_threads"] = "true",
        // A checkpoint puts row groups together that lost rows, or that commits left small: without a bound the first one after a deletion writes nearly the whole file
        // anew, beside what it had. What is left is for the next ones.
        ["max_vacuum_tasks"] = "2",
        // What is the best of several for nearly every column of flows and the roll-ups: finding that out anew for each column of each row group takes up to a tenth of the
        // write. Types that it is not for are compressed as usual.
        ["force_compression"] = "bitpacking",
        ["autoinstall_known_extensions"] = "false",
        ["autoload_known_extensions"] = "false",
    };

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private void SetAside(string reason)
    {
        var aside = Path + ".set-aside";
        LakeLog.SetAside(_logger, Path, reason, aside);
        if (File.Exists(Path)) File.Move(Path, aside, overwrite: true);
        if (File.Exists(Path + ".wal")) File.Move(Path + ".wal", aside + ".wal", overwrite: true);
        else File.Delete(aside + ".wal");
    }

    private void CreateFolder()
    {
        try
        {
            Directory.CreateDirectory(_options.Folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LakeException($"the lake's folder {_options.Folder} cannot be made: {exception.Message}", exception);
        }
    }

    // DuckDB's own message for a file without permission would look like damage.
    private void CheckAccess()
    {
        try
        {
            using var file = new FileStream(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LakeException($"the lake {Path} cannot be opened for writing: {exception.Message}", exception);
        }
    }
}
