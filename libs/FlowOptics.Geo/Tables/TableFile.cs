using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace FlowOptics.Geo.Tables;

/// <summary>
/// A table file mapped into memory, each number in it checked, so that no look-up reads outside of it. While one is open, the file is held open (and
/// locked against removal) too. Both go with the last reference to this object: a look-up on another thread may still be reading, and memory unmapped under
/// it would end the process.
/// </summary>
internal sealed unsafe class TableFile
{
    private readonly FileStream _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly TableHeader _header;

    private TableFile(FileStream file, MemoryMappedViewAccessor view, TableHeader header)
    {
        _file = file;
        _view = view;
        _start = (byte*)view.SafeMemoryMappedViewHandle.DangerousGetHandle();
        _header = header;
    }

    public string Path => _file.Name;

    public TableHeader Header => _header;

    /// <param name="source">What the table must have been built from (SHA-256).</param>
    /// <exception cref="InvalidDataException">It is damaged, of another version or of other files.</exception>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    public static TableFile Open(string path, ReadOnlySpan<byte> source)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        MemoryMappedViewAccessor? view = null;
        try
        {
            var header = Verify(file, source);
            using var mapping = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            view = mapping.CreateViewAccessor(0, header.Length, MemoryMappedFileAccess.Read);
            var table = new TableFile(file, view, header);
            TableCheck.Check(table);
            return table;
        }
        catch
        {
            view?.Dispose();
            file.Dispose();
            throw;
        }
    }

    public ReadOnlySpan<T> Section<T>(TableSection section)
        where T : unmanaged
    {
        var place = _header.Sections[(int)section];
        return new ReadOnlySpan<T>(_start + place.Offset, checked((int)(place.Length / sizeof(T))));
    }

    /// <summary>Good as long as this object is kept alive.</summary>
    public byte* Start(TableSection section)
    {
        GC.KeepAlive(_view);
        return _start + _header.Sections[(int)section].Offset;
    }

    // Read, not mapped, so that only what is looked up counts as this process's memory.
    private static TableHeader Verify(FileStream file, ReadOnlySpan<byte> source)
    {
        TableHeader header = default;
        var head = MemoryMarshal.AsBytes(new Span<TableHeader>(ref header));
        if (RandomAccess.Read(file.SafeFileHandle, head, 0) < head.Length || header.Magic != TableLayout.Magic) throw new InvalidDataException("it is no geo table");
        if (header.Version != TableLayout.Version) throw new InvalidDataException($"it has version {header.Version}, this program's is {TableLayout.Version}");
        var length = RandomAccess.GetLength(file.SafeFileHandle);
        if (header.Length != length) throw new InvalidDataException($"it has {length} bytes and says {header.Length}");
        if (!MemoryMarshal.AsBytes(new ReadOnlySpan<Hash256>(in header.Source)).SequenceEqual(source)) throw new InvalidDataException("it was built from other files");
        var end = length - TableLayout.ChecksumBytes;
        if (!ChecksumOf(file, end).AsSpan().SequenceEqual(Tail(file, end))) throw new InvalidDataException("its checksum is wrong");
        long at = Unsafe.SizeOf<TableHeader>();
        foreach (var place in header.Sections)
        {
            if (place.Offset < at || place.Length < 0 || place.Offset % TableLayout.Alignment != 0 || place.Offset > end || place.Length > end - place.Offset)
                throw new InvalidDataException("its parts do not fit into it");
            at = place.Offset + place.Length;
        }

        return header;
    }

    private static byte[] ChecksumOf(FileStream file, long end)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[256 * 1024];
        for (long at = 0; at < end;)
        {
            var read = RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at)), at);
            if (read == 0) throw new InvalidDataException("it was cut short while it was read");
            hash.AppendData(buffer, 0, read);
            at += read;
        }

        return hash.GetHashAndReset();
    }

    private static byte[] Tail(FileStream file, long end)
    {
        var tail = new byte[TableLayout.ChecksumBytes];
        return RandomAccess.Read(file.SafeFileHandle, tail, end) == tail.Length ? tail : [];
    }
}
