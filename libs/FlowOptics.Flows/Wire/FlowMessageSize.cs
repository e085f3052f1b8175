using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace FlowOptics.Flows;

/// <summary>
/// How many bytes a batch's message has, without making it: the parser asks this of each batch that it cuts, and only the batches that travel are
/// encoded. Proto3's rule is that a number 0, an empty text and empty bytes are not sent (elements of a list always are).
/// </summary>
internal static class FlowMessageSize
{
    internal static int Of(FlowBatch batch)
    {
        var count = batch.Count;
        var size = Text(1, batch.Origin.Bucket) + Text(1, batch.Origin.Key) + Text(1, batch.Origin.ETag) + Number(1, (ulong)batch.Origin.FirstRecord)
            + Number(1, (ulong)count) + Text(1, batch.Account) + Text(1, batch.Region) + (batch.AccountFromPath ? 2 : 0) + (batch.RegionFromPath ? 2 : 0);

        // The tag is of one byte up to field 15, of two from there on.
        size += Addresses(1, batch.SrcAddr.AsSpan(0, count)) + Addresses(1, batch.DstAddr.AsSpan(0, count))
            + Numbers<ushort>(1, batch.SrcPort.AsSpan(0, count)) + Numbers<ushort>(1, batch.DstPort.AsSpan(0, count))
            + Numbers<byte>(1, batch.Protocol.AsSpan(0, count)) + Numbers<long>(1, batch.Packets.AsSpan(0, count))
            + Numbers<long>(2, batch.Bytes.AsSpan(0, count)) + Numbers<long>(2, batch.Start.AsSpan(0, count)) + Numbers<long>(2, batch.End.AsSpan(0, count))
            + Numbers<byte>(2, MemoryMarshal.Cast<FlowAction, byte>(batch.Action.AsSpan(0, count)));
        if (batch.TcpFlags is { } flags) size += Numbers<byte>(2, flags.AsSpan(0, count));
        if (batch.FlowDirection is { } direction) size += Numbers<byte>(2, MemoryMarshal.Cast<FlowDirection, byte>(direction.AsSpan(0, count)));
        if (batch.PktSrcAddr is { } source) size += Addresses(2, source.AsSpan(0, count));
        if (batch.PktDstAddr is { } destination) size += Addresses(2, destination.AsSpan(0, count));
        foreach (var text in batch.Texts)
        {
            var column = Text(1, text.Name) + Numbers<int>(1, text.Codes.AsSpan(0, count));
            foreach (var value in text.Values) column += Sized(1, Encoding.UTF8.GetByteCount(value));
            size += Sized(2, column);
        }

        return size;
    }

    private static int Numbers<T>(int tag, ReadOnlySpan<T> values) where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (values.IsEmpty) return Sized(tag, 0);
        var (origin, width) = WireColumn.BaseAndWidth(values);
        return Sized(tag, (origin == 0 ? 0 : 9) + (width == 0 ? 0 : 2 + Sized(1, values.Length * width)));
    }

    private static int Addresses(int tag, ReadOnlySpan<Address> addresses) =>
        Sized(tag, 2 + (addresses.IsEmpty ? 0 : Sized(1, addresses.Length * WireColumn.WidthOf(addresses))));

    private static int Text(int tag, string text) => text.Length == 0 ? 0 : Sized(tag, Encoding.UTF8.GetByteCount(text));

    private static int Number(int tag, ulong value) => value == 0 ? 0 : tag + VariableLength(value);

    private static int Sized(int tag, int bytes) => tag + VariableLength((ulong)bytes) + bytes;

    // Seven bits a byte.
    private static int VariableLength(ulong value) => (BitOperations.Log2(value | 1) / 7) + 1;
}
