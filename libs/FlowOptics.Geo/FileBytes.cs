namespace FlowOptics.Geo;

/// <summary>A whole file in memory, at one place there as long as there is a reference to it.</summary>
internal static class FileBytes
{
    /// <exception cref="IOException">It is missing or cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is empty, or larger than an array.</exception>
    public static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        var length = file.Length;
        if (length == 0) throw new InvalidDataException("it is empty");
        if (length > Array.MaxLength) throw new InvalidDataException($"it has {length} bytes; up to {Array.MaxLength} are read");
        var bytes = GC.AllocateUninitializedArray<byte>((int)length, pinned: true);
        file.ReadExactly(bytes);
        return bytes;
    }
}
