using System.Text;
using System.Text.Json.Nodes;

namespace FlowOptics.Emulator.Storage;

/// <summary>
/// A queue's changes, one JSON document a line, each handed to the system before the client hears of it: a killed process loses nothing (power loss
/// is another matter). Written anew when most of it is of messages that are gone.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const long SmallestToCompact = 1 << 20;
    private readonly string _path;
    private FileStream _file;
    private long _sizeWhenCompact;

    public Journal(string path)
    {
        _path = path;
        _file = Append(path);
        _sizeWhenCompact = _file.Length;
    }

    public bool IsDueForCompaction => _file.Length > SmallestToCompact && _file.Length > 4 * _sizeWhenCompact;

    /// <summary>All changes; a last line that a kill cut off is removed, and its length handed back.</summary>
    public static (List<JsonObject> Entries, long Torn) Read(string path)
    {
        if (!File.Exists(path)) return ([], 0);
        var bytes = File.ReadAllBytes(path);
        var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        if (end < bytes.Length)
        {
            using var file = File.OpenWrite(path);
            file.SetLength(end);
        }

        var entries = Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        return (entries, bytes.Length - end);
    }

    public void Write(IEnumerable<JsonObject> entries)
    {
        var lines = new StringBuilder();
        foreach (var entry in entries) lines.Append(entry.ToJsonString()).Append('\n');
        _file.Write(Encoding.UTF8.GetBytes(lines.ToString()));
    }

    /// <summary>Begins anew with what makes up the present state.</summary>
    public void Compact(IEnumerable<JsonObject> state)
    {
        var content = new StringBuilder();
        foreach (var entry in state) content.Append(entry.ToJsonString()).Append('\n');
        AtomicFile.Write(_path, Encoding.UTF8.GetBytes(content.ToString()));
        _file.Dispose();
        _file = Append(_path);
        _sizeWhenCompact = _file.Length;
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Append(string path) => new(path, FileMode.Append, FileAccess.Write, FileShare.Read | FileShare.Delete, 0);
}
