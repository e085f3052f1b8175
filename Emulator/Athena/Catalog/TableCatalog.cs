using System.Collections.Concurrent;
using FlowOptics.Emulator.Storage;

namespace FlowOptics.Emulator.Athena.Catalog;

/// <summary>Databases, each a folder, and tables, each a file in it; names are lower-case, as Athena makes them.</summary>
internal sealed class TableCatalog(EmulatorOptions options)
{
    public const string DefaultDatabase = "default";

    private readonly ConcurrentDictionary<(string Database, string Name), TableDefinition> _tables = new();
    private readonly ConcurrentDictionary<string, bool> _databases = new(StringComparer.Ordinal);

    private string Folder => Path.Combine(options.Folder, "athena", "catalog");

    public IEnumerable<string> Databases => _databases.Keys.Order(StringComparer.Ordinal);

    public void Open()
    {
        Directory.CreateDirectory(Path.Combine(Folder, DefaultDatabase));
        foreach (var database in Directory.EnumerateDirectories(Folder))
        {
            _databases[Path.GetFileName(database)] = true;
            foreach (var file in Directory.EnumerateFiles(database, "*.json"))
            {
                var table = AtomicFile.ReadJson<TableDefinition>(file);
                _tables[(table.Database, table.Name)] = table;
            }
        }
    }

    public bool HasDatabase(string name) => _databases.ContainsKey(name);

    public TableDefinition? Find(string database, string name) => _tables.GetValueOrDefault((database, name));

    public IEnumerable<TableDefinition> Tables(string database) =>
        _tables.Values.Where(table => table.Database == database).OrderBy(table => table.Name, StringComparer.Ordinal);

    public bool CreateDatabase(string name)
    {
        Directory.CreateDirectory(Path.Combine(Folder, name));
        return _databases.TryAdd(name, true);
    }

    public bool DropDatabase(string name)
    {
        if (!_databases.TryRemove(name, out _)) return false;
        foreach (var table in Tables(name).ToList()) _tables.TryRemove((name, table.Name), out _);
        Directory.Delete(Path.Combine(Folder, name), recursive: true);
        return true;
    }

    public bool Create(TableDefinition table)
    {
        if (!_tables.TryAdd((table.Database, table.Name), table)) return false;
        AtomicFile.WriteJson(FileOf(table.Database, table.Name), table);
        return true;
    }

    public bool Drop(string database, string name)
    {
        if (!_tables.TryRemove((database, name), out _)) return false;
        File.Delete(FileOf(database, name));
        return true;
    }

    private string FileOf(string database, string name) => Path.Combine(Folder, database, name + ".json");
}
