using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace FlowOptics.Flows;

/// <summary>A column of addresses to and from its message: 4 bytes each in network order where all are IPv4, else 16.</summary>
internal static class AddressColumn
{
    /// <summary>The whole of it, with tag and length.</summary>
    public static int Size(int field, ReadOnlySpan<Address> addresses) =>
        WireWriter.SizeOfDelimited(field, ContentSize(WidthOf(addresses), addresses.Length));

    public static void Write(ref WireWriter writer, int field, ReadOnlySpan<Address> addresses)
    {
        var width = WidthOf(addresses);
        writer.Begin(field, ContentSize(width, addresses.Length));
        writer.Number(1, (uint)width);
        if (addresses.IsEmpty) return;
        writer.Begin(2, addresses.Length * width);
        var wire = writer.Take(addresses.Length * width);
        if (width == 16)
        {
            for (var i = 0; i < addresses.Length; i++) addresses[i].WriteBytes(wire.Slice(i * 16, 16));
            return;
        }

        var words = MemoryMarshal.Cast<byte, uint>(wire)[..addresses.Length];
        for (var i = 0; i < words.Length; i++)
            words[i] = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(addresses[i].IPv4Value) : addresses[i].IPv4Value;
    }

    /// <inheritdoc cref="NumberColumn.Read"/>
    public static void Read(WireReader reader, ref AddressSource source)
    {
        source.IsPresent = true;
        while (reader.TryTag(out var tag))
        {
            switch (tag)
            {
                case (1 << 3) | WireWriter.Varint: source.Width = (uint)reader.Varint(); break;
                case (2 << 3) | WireWriter.Delimited: source.Values = reader.Place(); break;
                default: reader.Skip(tag); break;
            }
        }
    }

    /// <exception cref="FlowFormatException">The column is missing or has not as many addresses as asked for.</exception>
    public static void Decode(ReadOnlySpan<byte> payload, in AddressSource source, string name, Span<Address> addresses)
    {
        if (!source.IsPresent) throw new FlowFormatException($"the batch has no column {name}");
        if (source.Width is not (4 or 16) || source.Values.Length != addresses.Length * (int)source.Width)
            throw new FlowFormatException($"column {name} has {source.Values.Length} bytes, not {addresses.Length} addresses of {source.Width} bytes (4 or 16)");

        var bytes = source.Values.In(payload);
        if (source.Width == 16)
        {
            for (var i = 0; i < addresses.Length; i++) addresses[i] = Address.FromBytes(bytes[(i * 16)..]);
            return;
        }

        var words = MemoryMarshal.Cast<byte, uint>(bytes)[..addresses.Length];
        for (var i = 0; i < words.Length; i++)
            addresses[i] = Address.FromIPv4(BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(words[i]) : words[i]);
    }

    private static int ContentSize(int width, int count) => 2 + (count == 0 ? 0 : WireWriter.SizeOfDelimited(2, count * width));

    private static int WidthOf(ReadOnlySpan<Address> addresses)
    {
        foreach (ref readonly var address in addresses)
        {
            if (!address.IsIPv4) return 16;
        }

        return 4;
    }
}
