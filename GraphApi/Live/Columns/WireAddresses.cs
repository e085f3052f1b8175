using System.Buffers.Binary;
using System.Runtime.InteropServices;
using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Live;

/// <summary>An AddressColumn of flows.proto: 4 bytes each in network order where all are IPv4, else 16.</summary>
internal readonly record struct WireAddresses(bool IsPresent, uint Width, WireSlice Values)
{
    public static WireAddresses Read(ReadOnlySpan<byte> payload, WireSlice message)
    {
        var fields = new WireFields(payload, message);
        var column = new WireAddresses(true, 0, default);
        while (fields.Next())
        {
            column = fields.Field switch
            {
                1 => column with { Width = (uint)fields.Number },
                2 => column with { Values = fields.Slice },
                _ => column,
            };
        }

        return column;
    }

    /// <summary>Copies IPv4 addresses to <paramref name="narrow"/>; where there are others among them, all to <paramref name="wide"/>.</summary>
    /// <returns>True where they are in <paramref name="wide"/>.</returns>
    /// <exception cref="FlowFormatException">The column is missing or has not as many addresses as asked for.</exception>
    public bool CopyTo(ReadOnlySpan<byte> payload, Span<uint> narrow, Span<Address> wide, string name)
    {
        if (!IsPresent) throw new FlowFormatException($"the batch has no column {name}");
        if (Width is not (4 or 16) || Values.Length != narrow.Length * (int)Width)
            throw new FlowFormatException($"column {name} has {Values.Length} bytes, not {narrow.Length} addresses of {Width} bytes (4 or 16)");

        var bytes = Values.Of(payload);
        if (Width == 4)
        {
            var words = MemoryMarshal.Cast<byte, uint>(bytes);
            if (BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(words, narrow);
            else words.CopyTo(narrow);
            return false;
        }

        for (var i = 0; i < wide.Length; i++) wide[i] = Address.FromBytes(bytes[(i * 16)..]);
        return true;
    }
}
