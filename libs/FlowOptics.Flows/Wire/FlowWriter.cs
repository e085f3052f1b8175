using System.Runtime.InteropServices;

namespace FlowOptics.Flows;

/// <summary>
/// Writes a run of a raw batch's records as a FlowBatch message: first how many bytes it takes, then the bytes. Used again for the next run.
/// </summary>
internal sealed class FlowWriter
{
    private readonly TextsWriter _texts = new();
    private FlowBatch _batch = null!;
    private int _first;
    private int _count;
    private string _account = "";
    private string _region = "";

    private BatchOrigin Origin => _batch.Origin;

    /// <summary>Takes a run and says how many bytes <see cref="Write"/> will write.</summary>
    public int Begin(FlowBatch batch, int first, int count)
    {
        (_batch, _first, _count) = (batch, first, count);
        (_account, _region) = first == 0 && count == batch.Count ? (batch.Account, batch.Region) : BatchSlicing.NamesOf(batch, first, count);
        var size = WireWriter.SizeOfText(FlowField.Bucket, Origin.Bucket) + WireWriter.SizeOfText(FlowField.Key, Origin.Key)
            + WireWriter.SizeOfText(FlowField.ETag, Origin.ETag) + WireWriter.SizeOfNumber(FlowField.FirstRecord, (ulong)(Origin.FirstRecord + first))
            + WireWriter.SizeOfNumber(FlowField.Count, (ulong)count) + WireWriter.SizeOfText(FlowField.Account, _account)
            + WireWriter.SizeOfText(FlowField.Region, _region) + (batch.AccountFromPath ? 2 : 0) + (batch.RegionFromPath ? 2 : 0);

        size += AddressColumn.Size(FlowField.SrcAddr, Run(batch.SrcAddr)) + AddressColumn.Size(FlowField.DstAddr, Run(batch.DstAddr))
            + NumberColumn.Size(FlowField.SrcPort, Run(batch.SrcPort)) + NumberColumn.Size(FlowField.DstPort, Run(batch.DstPort))
            + NumberColumn.Size(FlowField.Protocol, Run(batch.Protocol)) + NumberColumn.Size(FlowField.Packets, Run(batch.Packets))
            + NumberColumn.Size(FlowField.Bytes, Run(batch.Bytes)) + NumberColumn.Size(FlowField.Start, Run(batch.Start))
            + NumberColumn.Size(FlowField.End, Run(batch.End)) + NumberColumn.Size(FlowField.Action, Enums(batch.Action));
        if (batch.TcpFlags is { } flags) size += NumberColumn.Size(FlowField.TcpFlags, Run(flags));
        if (batch.FlowDirection is { } direction) size += NumberColumn.Size(FlowField.FlowDirection, Enums(direction));
        if (batch.PktSrcAddr is { } source) size += AddressColumn.Size(FlowField.PktSrcAddr, Run(source));
        if (batch.PktDstAddr is { } destination) size += AddressColumn.Size(FlowField.PktDstAddr, Run(destination));
        return size + _texts.Begin(batch, first, count);
    }

    public void Write(ref WireWriter writer)
    {
        writer.Text(FlowField.Bucket, Origin.Bucket);
        writer.Text(FlowField.Key, Origin.Key);
        writer.Text(FlowField.ETag, Origin.ETag);
        writer.Number(FlowField.FirstRecord, (ulong)(Origin.FirstRecord + _first));
        writer.Number(FlowField.Count, (ulong)_count);
        writer.Text(FlowField.Account, _account);
        writer.Text(FlowField.Region, _region);
        writer.Flag(FlowField.AccountFromPath, _batch.AccountFromPath);
        writer.Flag(FlowField.RegionFromPath, _batch.RegionFromPath);
        AddressColumn.Write(ref writer, FlowField.SrcAddr, Run(_batch.SrcAddr));
        AddressColumn.Write(ref writer, FlowField.DstAddr, Run(_batch.DstAddr));
        NumberColumn.Write(ref writer, FlowField.SrcPort, Run(_batch.SrcPort));
        NumberColumn.Write(ref writer, FlowField.DstPort, Run(_batch.DstPort));
        NumberColumn.Write(ref writer, FlowField.Protocol, Run(_batch.Protocol));
        NumberColumn.Write(ref writer, FlowField.Packets, Run(_batch.Packets));
        NumberColumn.Write(ref writer, FlowField.Bytes, Run(_batch.Bytes));
        NumberColumn.Write(ref writer, FlowField.Start, Run(_batch.Start));
        NumberColumn.Write(ref writer, FlowField.End, Run(_batch.End));
        NumberColumn.Write(ref writer, FlowField.Action, Enums(_batch.Action));
        if (_batch.TcpFlags is { } flags) NumberColumn.Write(ref writer, FlowField.TcpFlags, Run(flags));
        if (_batch.FlowDirection is { } direction) NumberColumn.Write(ref writer, FlowField.FlowDirection, Enums(direction));
        if (_batch.PktSrcAddr is { } source) AddressColumn.Write(ref writer, FlowField.PktSrcAddr, Run(source));
        if (_batch.PktDstAddr is { } destination) AddressColumn.Write(ref writer, FlowField.PktDstAddr, Run(destination));
        _texts.Write(ref writer);
        End();
    }

    /// <summary>Lets go of the batch.</summary>
    public void End()
    {
        _batch = null!;
        _texts.End();
    }

    private ReadOnlySpan<T> Run<T>(T[] values) => values.AsSpan(_first, _count);

    private ReadOnlySpan<byte> Enums<T>(T[] values) where T : unmanaged, Enum => MemoryMarshal.AsBytes(values.AsSpan(_first, _count));
}
