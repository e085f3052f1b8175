using System.Runtime.InteropServices;
using Proto = FlowOptics.Flows.Wire;

namespace FlowOptics.Flows;

/// <summary>A raw batch as its protobuf message and back. Back is strict: a batch that comes out can be indexed without a further check.</summary>
internal static class FlowMessage
{
    internal static Proto.FlowBatch From(FlowBatch batch)
    {
        var count = batch.Count;
        var message = new Proto.FlowBatch
        {
            Bucket = batch.Origin.Bucket,
            Key = batch.Origin.Key,
            Etag = batch.Origin.ETag,
            FirstRecord = batch.Origin.FirstRecord,
            Count = count,
            Account = batch.Account,
            Region = batch.Region,
            AccountFromPath = batch.AccountFromPath,
            RegionFromPath = batch.RegionFromPath,
            Srcaddr = WireColumn.FromAddresses(batch.SrcAddr.AsSpan(0, count)),
            Dstaddr = WireColumn.FromAddresses(batch.DstAddr.AsSpan(0, count)),
            Srcport = WireColumn.FromNumbers<ushort>(batch.SrcPort.AsSpan(0, count)),
            Dstport = WireColumn.FromNumbers<ushort>(batch.DstPort.AsSpan(0, count)),
            Protocol = WireColumn.FromNumbers<byte>(batch.Protocol.AsSpan(0, count)),
            Packets = WireColumn.FromNumbers<long>(batch.Packets.AsSpan(0, count)),
            Bytes = WireColumn.FromNumbers<long>(batch.Bytes.AsSpan(0, count)),
            Start = WireColumn.FromNumbers<long>(batch.Start.AsSpan(0, count)),
            End = WireColumn.FromNumbers<long>(batch.End.AsSpan(0, count)),
            Action = WireColumn.FromNumbers<byte>(MemoryMarshal.Cast<FlowAction, byte>(batch.Action.AsSpan(0, count))),
        };
        if (batch.TcpFlags is { } flags) message.TcpFlags = WireColumn.FromNumbers<byte>(flags.AsSpan(0, count));
        if (batch.FlowDirection is { } direction) message.FlowDirection = WireColumn.FromNumbers<byte>(MemoryMarshal.Cast<FlowDirection, byte>(direction.AsSpan(0, count)));
        if (batch.PktSrcAddr is { } source) message.PktSrcaddr = WireColumn.FromAddresses(source.AsSpan(0, count));
        if (batch.PktDstAddr is { } destination) message.PktDstaddr = WireColumn.FromAddresses(destination.AsSpan(0, count));
        foreach (var text in batch.Texts)
        {
            var column = new Proto.TextColumn { Name = text.Name, Codes = WireColumn.FromNumbers<int>(text.Codes.AsSpan(0, count)) };
            column.Values.AddRange(text.Values);
            message.Texts.Add(column);
        }

        return message;
    }

    /// <exception cref="FlowFormatException">The message is no batch: a column is missing, too short, too long or out of range.</exception>
    internal static FlowBatch ToBatch(Proto.FlowBatch message)
    {
        var count = message.Count;
        // Checked before any array is made: what a sender claims costs nothing.
        if (count is < 0 or > FlowBatch.MaxRecords) throw new FlowFormatException($"a batch holds at most {FlowBatch.MaxRecords} records, this one claims {count}");
        if (message.FirstRecord < 0) throw new FlowFormatException($"the batch claims to begin at record {message.FirstRecord}");
        if (message.Texts.Count > FlowFormat.MaxColumns)
            throw new FlowFormatException($"a batch has at most {FlowFormat.MaxColumns} text columns, this one has {message.Texts.Count}");

        return new FlowBatch
        {
            Origin = new BatchOrigin(message.Bucket, message.Key, message.Etag, message.FirstRecord, count),
            Account = message.Account,
            Region = message.Region,
            AccountFromPath = message.AccountFromPath,
            RegionFromPath = message.RegionFromPath,
            SrcAddr = WireColumn.ToAddresses(message.Srcaddr, count, "srcaddr"),
            DstAddr = WireColumn.ToAddresses(message.Dstaddr, count, "dstaddr"),
            SrcPort = WireColumn.ToNumbers<ushort>(message.Srcport, count, ushort.MaxValue, "srcport"),
            DstPort = WireColumn.ToNumbers<ushort>(message.Dstport, count, ushort.MaxValue, "dstport"),
            Protocol = WireColumn.ToNumbers<byte>(message.Protocol, count, byte.MaxValue, "protocol"),
            Packets = WireColumn.ToNumbers<long>(message.Packets, count, long.MaxValue, "packets"),
            Bytes = WireColumn.ToNumbers<long>(message.Bytes, count, long.MaxValue, "bytes"),
            Start = WireColumn.ToNumbers<long>(message.Start, count, FieldReader.MaxSeconds, "start"),
            End = WireColumn.ToNumbers<long>(message.End, count, FieldReader.MaxSeconds, "end"),
            Action = WireColumn.ToEnums<FlowAction>(message.Action, count, (byte)FlowAction.Reject, "action"),
            TcpFlags = message.TcpFlags is null ? null : WireColumn.ToNumbers<byte>(message.TcpFlags, count, byte.MaxValue, "tcp-flags"),
            FlowDirection = message.FlowDirection is null
                ? null
                : WireColumn.ToEnums<FlowDirection>(message.FlowDirection, count, (byte)Flows.FlowDirection.Egress, "flow-direction"),
            PktSrcAddr = message.PktSrcaddr is null ? null : WireColumn.ToAddresses(message.PktSrcaddr, count, "pkt-srcaddr"),
            PktDstAddr = message.PktDstaddr is null ? null : WireColumn.ToAddresses(message.PktDstaddr, count, "pkt-dstaddr"),
            Texts = Array.ConvertAll([.. message.Texts], text => ToText(text, count)),
        };
    }

    private static TextColumn ToText(Proto.TextColumn column, int count) =>
        new(column.Name, WireColumn.ToNumbers<int>(column.Codes, count, column.Values.Count, column.Name), [.. column.Values]);
}
