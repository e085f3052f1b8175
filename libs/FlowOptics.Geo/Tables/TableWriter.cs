using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FlowOptics.Flows;

namespace FlowOptics.Geo.Tables;

/// <summary>Writes a table file (see <see cref="TableLayout"/>).</summary>
internal sealed class TableWriter : IDisposable
{
    private readonly Stream _stream;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private TableWriter(Stream stream) => _stream = stream;

    /// <param name="source">SHA-256 of what the content was read from.</param>
    public static void Write(TableContent content, ReadOnlySpan<byte> source, Stream stream)
    {
        var ipv4 = IPv4Blocks.Of(content.Runs);
        var ipv6 = IPv6Runs.Of(content.Runs);
        var names = new Numbered<string>("");
        PlaceRow[] places = [.. content.Places.Select(place => new PlaceRow(names.NumberOf(place.Country), names.NumberOf(place.City), place.Latitude, place.Longitude))];
        NetworkRow[] networks = [.. content.Networks.Select(network =>
            new NetworkRow(network.Asn, names.NumberOf(network.Organization), names.NumberOf(network.AwsService), names.NumberOf(network.AwsRegion)))];
        var (offsets, text) = Texts(names.Values);

        using var writer = new TableWriter(stream);
        writer.Write(
            new TableHeader { Magic = TableLayout.Magic, Version = TableLayout.Version, BuiltAt = content.BuiltAt.ToUnixTimeSeconds(), KeyCount = ipv6.Keys.Count, Source = MemoryMarshal.Read<Hash256>(source) },
            [
                Bytes<uint>(ipv4.Root),
                ipv4.Middle.ToArray(),
                ipv4.Bottom.ToArray(),
                Bytes<long>(KeyTree.Build(ipv6.Keys)),
                Bytes(ipv6.Values),
                Bytes<DeepPlace>(CollectionsMarshal.AsSpan(ipv6.DeepIndex)),
                Bytes<ulong>(CollectionsMarshal.AsSpan(ipv6.DeepStarts)),
                Bytes<uint>(CollectionsMarshal.AsSpan(ipv6.DeepValues)),
                Bytes<GeoEnd>([.. content.Ends]),
                Bytes<PlaceRow>(places),
                Bytes<NetworkRow>(networks),
                Bytes<int>(offsets),
                text,
            ]);
    }

    public void Dispose() => _hash.Dispose();

    private static byte[] Bytes<T>(ReadOnlySpan<T> items)
        where T : struct => MemoryMarshal.AsBytes(items).ToArray();

    private static byte[] Bytes(ChunkedList<uint> items)
    {
        var bytes = new byte[items.Count * sizeof(uint)];
        var at = 0;
        foreach (var piece in items.Pieces())
        {
            MemoryMarshal.AsBytes(piece.Span).CopyTo(bytes.AsSpan(at));
            at += piece.Length * sizeof(uint);
        }

        return bytes;
    }

    private static (int[] Offsets, byte[] Text) Texts(IReadOnlyList<string> names)
    {
        var offsets = new int[names.Count + 1];
        var text = new MemoryStream();
        for (var i = 0; i < names.Count; i++)
        {
            text.Write(Encoding.UTF8.GetBytes(names[i]));
            offsets[i + 1] = (int)text.Length;
        }

        return (offsets, text.ToArray());
    }

    private void Write(TableHeader header, byte[][] sections)
    {
        var at = TableLayout.Align(Unsafe.SizeOf<TableHeader>());
        for (var i = 0; i < sections.Length; i++)
        {
            header.Sections[i] = new SectionPlace(at, sections[i].Length);
            at = TableLayout.Align(at + sections[i].Length);
        }

        header.Length = at + TableLayout.ChecksumBytes;
        long written = 0;
        Put(MemoryMarshal.AsBytes(new ReadOnlySpan<TableHeader>(in header)), ref written);
        foreach (var section in sections) Put(section, ref written);
        _stream.Write(_hash.GetHashAndReset());
        _stream.Flush();
    }

    private void Put(ReadOnlySpan<byte> bytes, ref long written)
    {
        _stream.Write(bytes);
        _hash.AppendData(bytes);
        var padding = (int)(TableLayout.Align(written + bytes.Length) - written - bytes.Length);
        Span<byte> zeros = stackalloc byte[TableLayout.Alignment];
        zeros.Clear();
        _stream.Write(zeros[..padding]);
        _hash.AppendData(zeros[..padding]);
        written += bytes.Length + padding;
    }
}
