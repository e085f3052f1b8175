using Google.Protobuf;
using Proto = FlowOptics.Flows.Wire;

namespace FlowOptics.Flows.Tests.Wire;

/// <summary>Columns to and from protoc's messages, a value at a time: the slow and obvious way of flows.proto's comments.</summary>
internal static class ReferenceColumn
{
    internal static Proto.NumberColumn Numbers(IEnumerable<long> values)
    {
        long[] all = [.. values];
        if (all.Length == 0) return new Proto.NumberColumn();
        var origin = all.Min();
        var range = unchecked((ulong)(all.Max() - origin));
        var width = range == 0 ? 0 : range <= 0xFF ? 1 : range <= 0xFFFF ? 2 : range <= 0xFFFF_FFFF ? 4 : 8;
        var bytes = all.SelectMany(value => BitConverter.GetBytes(value - origin).Take(width)).ToArray();
        return new Proto.NumberColumn { Base = origin, Width = (uint)width, Values = ByteString.CopyFrom(bytes) };
    }

    internal static Proto.AddressColumn Addresses(IEnumerable<Address> addresses)
    {
        Address[] all = [.. addresses];
        var width = all.All(address => address.IsIPv4) ? 4 : 16;
        var bytes = new byte[16];
        var values = all.SelectMany(address =>
        {
            address.WriteBytes(bytes);
            return bytes[(16 - width)..];
        });
        return new Proto.AddressColumn { Width = (uint)width, Values = ByteString.CopyFrom([.. values]) };
    }

    internal static long[] Numbers(Proto.NumberColumn? column, int count, long most)
    {
        if (column is null || column.Width > 8 || column.Values.Length != count * (int)column.Width) throw new FlowFormatException("column");
        var values = new long[count];
        for (var i = 0; i < count; i++)
        {
            ulong above = 0;
            for (var b = (int)column.Width - 1; b >= 0; b--) above = (above << 8) | column.Values[(i * (int)column.Width) + b];
            values[i] = unchecked(column.Base + (long)above);
            if (values[i] < 0 || values[i] > most) throw new FlowFormatException("range");
        }

        return values;
    }

    internal static Address[] Addresses(Proto.AddressColumn? column, int count)
    {
        if (column is null || column.Width is not (4 or 16) || column.Values.Length != count * (int)column.Width) throw new FlowFormatException("column");
        var width = (int)column.Width;
        byte[] mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF];
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var bytes = column.Values.Span.Slice(i * width, width).ToArray();
            return Address.FromBytes(width == 4 ? [.. mapped, .. bytes] : bytes);
        })];
    }
}
