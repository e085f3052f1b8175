using System.Runtime.InteropServices;

namespace FlowOptics.Lake.DuckDb;

/// <summary>A connection: one statement at a time, and at most one transaction. Only <see cref="Interrupt"/> and <see cref="Progress"/> may come from another thread.</summary>
public sealed class DuckDbConnection : IDisposable
{
    private readonly ConnectionHandle _handle;

    internal DuckDbConnection(ConnectionHandle handle) => _handle = handle;

    /// <summary>Runs one or several statements that take no parameters.</summary>
    /// <param name="sql">Our own text only: whatever a user gave goes through <see cref="Prepare"/> as a parameter.</param>
    /// <returns>Rows changed by the last statement.</returns>
    public unsafe long Execute(string sql)
    {
        using var result = new ResultHandle();
        if (NativeMethods.Query(_handle, sql, result.Pointer) != 0) throw DuckDbResult.Error(result);
        return (long)NativeMethods.RowsChanged(result.Pointer);
    }

    /// <summary>Runs a query that takes no parameters. See <see cref="Execute"/>.</summary>
    public DuckDbResult Query(string sql, CancellationToken cancellationToken = default)
    {
        using var statement = Prepare(sql);
        return statement.Execute(cancellationToken);
    }

    /// <summary>Prepares one statement; parameters are <c>?</c> or <c>$1</c>.</summary>
    public unsafe DuckDbStatement Prepare(string sql)
    {
        if (NativeMethods.Prepare(_handle, sql, out var statement) == 0) return new DuckDbStatement(this, new StatementHandle(statement));
        var message = Marshal.PtrToStringUTF8((IntPtr)NativeMethods.PrepareError(statement)) ?? "DuckDB could not prepare the statement";
        NativeMethods.DestroyPrepare(ref statement);
        throw new DuckDbException(message);
    }

    public DuckDbTransaction BeginTransaction() => new(this);

    /// <summary>Bulk insert, column by column. Its rows belong to the connection's transaction.</summary>
    public unsafe DuckDbAppender CreateAppender(string table)
    {
        if (NativeMethods.CreateAppender(_handle, null, table, out var appender) == 0) return new DuckDbAppender(new AppenderHandle(appender));
        var message = Marshal.PtrToStringUTF8((IntPtr)NativeMethods.AppenderError(appender)) ?? $"DuckDB has no table '{table}'";
        _ = NativeMethods.DestroyAppender(ref appender);
        throw new DuckDbException(message);
    }

    /// <summary>Ends the statement that runs now, if any; it then throws.</summary>
    public void Interrupt() => NativeMethods.Interrupt(_handle);

    /// <summary>Lets statements from now on tell their <see cref="Progress"/>.</summary>
    public void TrackProgress()
    {
        Execute("SET enable_progress_bar = true");
        Execute("SET enable_progress_bar_print = false");
    }

    /// <summary>How far the statement is that runs now; null where none does, or DuckDB cannot say.</summary>
    public DuckDbProgress? Progress() => NativeMethods.Progress(_handle) is { Percentage: >= 0 } progress
        ? new DuckDbProgress(Math.Min(progress.Percentage, 100), (long)Math.Min(progress.RowsProcessed, progress.TotalRows), (long)progress.TotalRows)
        : null;

    public void Dispose() => _handle.Dispose();
}
