namespace FlowOptics.Geo.Mmdb;

/// <summary>What a MaxMind DB says of itself (MaxMind DB file format 2.0, "Database Metadata").</summary>
internal sealed record MmdbMetadata(uint NodeCount, int RecordSize, int IPVersion, string DatabaseType, DateTimeOffset BuiltAt)
{
    // "The maximum allowable size for the metadata section, including the marker that starts the metadata, is 128KiB."
    private const int MaxSection = 128 * 1024;

    private static ReadOnlySpan<byte> Marker => [0xAB, 0xCD, 0xEF, (byte)'M', (byte)'a', (byte)'x', (byte)'M', (byte)'i', (byte)'n', (byte)'d', (byte)'.', (byte)'c', (byte)'o', (byte)'m'];

    /// <param name="file">The whole file.</param>
    /// <param name="start">Where the marker begins: the end of the data section.</param>
    /// <exception cref="InvalidDataException">There is none, or it does not fit the format.</exception>
    public static MmdbMetadata Read(ReadOnlySpan<byte> file, out int start)
    {
        var from = Math.Max(0, file.Length - MaxSection);
        var marker = file[from..].LastIndexOf(Marker);
        if (marker < 0) throw new InvalidDataException("it has no metadata: it is no MaxMind DB, or its end is missing");
        start = from + marker;
        // Pointers in the metadata count from its own start.
        if (MmdbValue.Read(file[(start + Marker.Length)..], 0) is not Dictionary<string, object> map)
            throw new InvalidDataException("its metadata is no map");
        var format = Number(map, "binary_format_major_version");
        if (format != 2) throw new InvalidDataException($"it has binary format {format}; format 2 is read");
        var epoch = map.ContainsKey("build_epoch") ? Number(map, "build_epoch") : 0;
        if (epoch > (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds()) throw new InvalidDataException($"its build_epoch {epoch} is no time");
        return new MmdbMetadata(
            checked((uint)Number(map, "node_count", uint.MaxValue)),
            (int)Number(map, "record_size", ushort.MaxValue),
            (int)Number(map, "ip_version", ushort.MaxValue),
            map.GetValueOrDefault("database_type") as string ?? "",
            DateTimeOffset.FromUnixTimeSeconds((long)epoch));
    }

    // A writer may use any unsigned type that is wide enough.
    private static ulong Number(Dictionary<string, object> map, string key, ulong max = ulong.MaxValue)
    {
        ulong? value = map.GetValueOrDefault(key) switch
        {
            ushort number => number,
            uint number => number,
            ulong number => number,
            _ => null,
        };
        if (value is null) throw new InvalidDataException($"its metadata has no number '{key}'");
        return value <= max ? value.Value : throw new InvalidDataException($"its metadata's {key} {value} is too large");
    }
}
