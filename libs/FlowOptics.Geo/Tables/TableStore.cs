namespace FlowOptics.Geo.Tables;

/// <summary>
/// The folder of built tables, named after what they were built from. Several processes may share it: one builds, under a lock that goes with its process,
/// and a table gets its name when it is complete.
/// </summary>
internal sealed class TableStore(string folder)
{
    private const string Extension = ".table";
    private const string Unfinished = ".building";

    public string PathOf(byte[] source) => Path.Combine(folder, $"geo-{Convert.ToHexStringLower(source.AsSpan(0, 12))}{Extension}");

    /// <summary>Opens a built table.</summary>
    /// <param name="damage">Why it is not there, if a file is; null where there is none.</param>
    public MappedTable? TryOpen(byte[] source, out string? damage)
    {
        damage = null;
        var path = PathOf(source);
        try
        {
            return new MappedTable(TableFile.Open(path, source));
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            damage = $"the geo table '{path}' cannot be used: {fault.Message}";
            return null;
        }
    }

    /// <summary>The right to build, until it is disposed of; null while another process has it.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public IDisposable? TryLock()
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "building.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Builds a table; <see cref="TryLock"/> is held. A damaged one of its name is replaced.</summary>
    /// <exception cref="GeoDatabaseException">A database is damaged.</exception>
    /// <exception cref="IOException">The table cannot be written, or a database was changed meanwhile.</exception>
    public void Build(GeoFiles files, byte[] source, CancellationToken cancellationToken)
    {
        foreach (var left in Directory.EnumerateFiles(folder, "*" + Unfinished)) File.Delete(left);
        var path = PathOf(source);
        var unfinished = path + Unfinished;
        try
        {
            using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
                TableWriter.Write(TableContent.Read(files, cancellationToken), source, stream);
            if (!TableSource.HashOf(files).AsSpan().SequenceEqual(source)) throw new IOException("a geo database was changed while the table was built from it");
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Removes the tables that no process has open, but for one. What cannot be removed now is tried again the next time.</summary>
    public void RemoveOthers(byte[] source)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var path in Directory.EnumerateFiles(folder, "geo-*" + Extension))
        {
            if (path == PathOf(source)) continue;
            try
            {
                // Refused while it is open anywhere.
                using var alone = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
                File.Delete(path);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }
    }
}
