using System.Text;
using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Server.Storage;

/// <summary>
/// A small store of values by key in one append-only file, which is written anew when most of it is outdated: sessions, subscriptions,
/// retained messages. Not thread-safe.
/// </summary>
internal sealed class KeyValueLog : IDisposable
{
    private const long MinimumToCompact = 1024 * 1024;
    private const byte Put = 1;
    private const byte Removed = 2;

    private readonly SortedDictionary<string, byte[]> _values = new(StringComparer.Ordinal);
    private readonly string _path;
    private readonly bool _sync;
    private RecordFile _file;
    private long _compacted;

    /// <param name="sync">A new file is to be on the disk before it takes the old one's place.</param>
    public KeyValueLog(string path, out long torn, bool sync = false)
    {
        _path = path;
        _sync = sync;
        torn = 0;

        // A new file that was not finished; the old one is whole.
        System.IO.File.Delete(NewPath);
        _file = System.IO.File.Exists(path) ? RecordFile.Open(path, Apply, out torn) : RecordFile.Create(path);
        _compacted = _file.Length;
    }

    public IEnumerable<KeyValuePair<string, byte[]>> Values => _values;

    public long Length => _file.Length;

    public bool HasPending => _file.HasPending;

    public RecordFile File => _file;

    private string NewPath => _path + ".new";

    public void Set(string key, byte[] value)
    {
        _values[key] = value;
        Write(_file, Put, key, value);
    }

    public void Remove(string key)
    {
        if (_values.Remove(key)) Write(_file, Removed, key, []);
    }

    public bool Has(string key) => _values.ContainsKey(key);

    /// <summary>Removes all whose key begins with one of these.</summary>
    public void RemoveAll(params string[] prefixes)
    {
        foreach (var key in _values.Keys.Where(k => Array.Exists(prefixes, p => k.StartsWith(p, StringComparison.Ordinal))).ToArray()) Remove(key);
    }

    public void Flush()
    {
        _file.Flush();
        if (_file.Length > MinimumToCompact && _file.Length > _compacted * 4) Compact();
    }

    public void Dispose() => _file.Dispose();

    private static void Write(RecordFile file, byte kind, string key, ReadOnlySpan<byte> value)
    {
        var output = file.Begin(out var start);
        output.WriteByte(kind);
        output.WriteUInt32((uint)Encoding.UTF8.GetByteCount(key));
        Encoding.UTF8.GetBytes(key, output.Take(Encoding.UTF8.GetByteCount(key)));
        output.WriteBytes(value);
        file.End(start);
    }

    private void Apply(ReadOnlySpan<byte> body)
    {
        var reader = new PacketReader(body);
        var kind = reader.ReadByte();
        var key = Encoding.UTF8.GetString(reader.ReadBytes((int)reader.ReadUInt32()));
        if (kind == Put) _values[key] = reader.Rest.ToArray();
        else _values.Remove(key);
    }

    /// <summary>Writes what counts into a new file, and puts it in place of the old one in one step.</summary>
    private void Compact()
    {
        var fresh = RecordFile.Create(NewPath);
        foreach (var (key, value) in _values) Write(fresh, Put, key, value);
        fresh.Flush();
        if (_sync) fresh.Sync();
        fresh.Dispose();
        _file.Dispose();
        System.IO.File.Move(NewPath, _path, overwrite: true);
        _file = RecordFile.Open(_path, static _ => { }, out _);
        _compacted = _file.Length;
    }
}
