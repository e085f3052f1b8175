using System.Runtime.InteropServices;

namespace FlowOptics.Lake.DuckDb;

/// <summary>An open DuckDB database. One process may have a file open. Thread-safe; each <see cref="DuckDbConnection"/> is not.</summary>
public sealed class DuckDbDatabase : IDisposable
{
    private readonly DatabaseHandle _handle;

    private DuckDbDatabase(DatabaseHandle handle) => _handle = handle;

    /// <summary>The version of the native library, e.g. "v1.5.5".</summary>
    public static unsafe string LibraryVersion => Marshal.PtrToStringUTF8((IntPtr)NativeMethods.LibraryVersion()) ?? "";

    /// <summary>Opens a file, which is created where it is missing, or a database in memory.</summary>
    /// <param name="path">Null: in memory.</param>
    /// <param name="settings">DuckDB's configuration, e.g. <c>memory_limit</c>, <c>threads</c>, <c>temp_directory</c>.</param>
    /// <exception cref="DuckDbException">Not a DuckDB file, damaged, locked by another process, or a setting is wrong.</exception>
    /// <exception cref="DllNotFoundException">The native library is not installed; the message says the mend.</exception>
    public static unsafe DuckDbDatabase Open(string? path = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        if (NativeMethods.CreateConfig(out var config) != 0) throw new DuckDbException("DuckDB could not create a configuration (out of memory)");
        try
        {
            foreach (var (name, value) in settings ?? new Dictionary<string, string>(StringComparer.Ordinal))
            {
                if (NativeMethods.SetConfig(config, name, value) != 0) throw new DuckDbException($"DuckDB does not take '{value}' for its setting '{name}'");
            }

            if (NativeMethods.Open(path ?? ":memory:", out var database, config, out var error) == 0) return new DuckDbDatabase(new DatabaseHandle(database));
            var message = Marshal.PtrToStringUTF8((IntPtr)error) ?? "DuckDB could not open the database";
            NativeMethods.Free(error);
            throw new DuckDbException(message);
        }
        finally
        {
            NativeMethods.DestroyConfig(ref config);
        }
    }

    public DuckDbConnection Connect() =>
        NativeMethods.Connect(_handle, out var connection) == 0
            ? new DuckDbConnection(new ConnectionHandle(connection))
            : throw new DuckDbException("DuckDB gave no connection: the database is closed or was found damaged");

    public void Dispose() => _handle.Dispose();
}
