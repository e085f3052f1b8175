using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using FlowOptics.Mqtt.Packets;
using Microsoft.Win32.SafeHandles;

namespace FlowOptics.Mqtt.Server.Storage;

/// <summary>
/// An append-only file of records: length, CRC-32C, body. Records gather in memory and go to the page cache with one write a batch; that is
/// enough to survive a killed process. A write that was cut off leaves a record whose checksum is wrong: reading ends there, and so does the file.
/// </summary>
internal sealed class RecordFile : IDisposable
{
    private const int HeaderSize = 8;
    private static readonly byte[] Magic = "FOMQLOG1"u8.ToArray();

    private readonly SafeFileHandle _handle;
    private readonly OutputBuffer _pending = new();
    private long _length;
    private long _synced;

    private RecordFile(string path, SafeFileHandle handle, long length)
    {
        Path = path;
        _handle = handle;
        _length = length;
    }

    public string Path { get; }

    /// <summary>With what is not written yet.</summary>
    public long Length => _length + _pending.Length;

    /// <summary>Something was written that may not be on the disk yet.</summary>
    public bool IsUnsynced => Volatile.Read(ref _length) > Volatile.Read(ref _synced);

    public bool HasPending => _pending.Length > 0;

    public static RecordFile Create(string path)
    {
        var file = new RecordFile(path, File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read), 0);
        file._pending.WriteBytes(Magic);
        return file;
    }

    /// <summary>Reads all records, and cuts off what is not whole.</summary>
    /// <param name="read">Gets each body in turn; it is valid during the call only.</param>
    /// <param name="torn">How many bytes were cut off.</param>
    public static RecordFile Open(string path, Action<ReadOnlySpan<byte>> read, out long torn)
    {
        var bytes = File.ReadAllBytes(path);
        var valid = 0;
        if (bytes.AsSpan().StartsWith(Magic))
        {
            valid = Magic.Length;
            while (TryRead(bytes.AsSpan(valid), out var body))
            {
                read(body);
                valid += HeaderSize + body.Length;
            }
        }

        torn = bytes.Length - valid;
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        if (torn > 0) RandomAccess.SetLength(handle, valid);
        var file = new RecordFile(path, handle, valid);
        if (valid == 0) file._pending.WriteBytes(Magic);
        return file;
    }

    /// <summary>Begins a record; write its body into the result, then call <see cref="End"/>.</summary>
    public OutputBuffer Begin(out int start)
    {
        start = _pending.Length;
        _pending.Take(HeaderSize);
        return _pending;
    }

    public void End(int start)
    {
        var record = MemoryMarshal.AsMemory(_pending.Written)[start..].Span;
        var body = record[HeaderSize..];
        BinaryPrimitives.WriteInt32LittleEndian(record, body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Checksum(body));
    }

    /// <summary>Hands what is pending to the operating system; it stays pending where that fails.</summary>
    /// <exception cref="StorageException">It could not be written.</exception>
    public void Flush()
    {
        if (_pending.Length == 0) return;
        try
        {
            RandomAccess.Write(_handle, _pending.WrittenSpan, _length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // The last is .NET's word for EFBIG: larger than the file system, or the process's limit, allows.
            throw new StorageException($"{Path} cannot be written: {exception.Message}", exception);
        }

        _length += _pending.Length;
        _pending.Clear();
    }

    /// <summary>
    /// Has the operating system put on the disk what was written. On ext4 and XFS that includes a new file's entry in its folder.
    /// </summary>
    /// <exception cref="StorageException">It could not.</exception>
    public void Sync()
    {
        // Before: what is written meanwhile counts for the next time.
        var length = Volatile.Read(ref _length);
        try
        {
            RandomAccess.FlushToDisk(_handle);
            Volatile.Write(ref _synced, length);
        }
        catch (ObjectDisposedException)
        {
            // Deleted or replaced meanwhile: nobody waits for anything in it.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{Path} cannot be flushed to the disk: {exception.Message}", exception);
        }
    }

    public void Dispose() => _handle.Dispose();

    public void Delete()
    {
        Dispose();
        File.Delete(Path);
    }

    private static bool TryRead(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (rest.Length < HeaderSize) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
        if (length <= 0 || length > rest.Length - HeaderSize) return false;
        body = rest.Slice(HeaderSize, length);
        return BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]) == Checksum(body);
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words) crc = BitOperations.Crc32C(crc, word);
        foreach (var b in bytes[(words.Length * sizeof(ulong))..]) crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
