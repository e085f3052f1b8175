using System.Text;
using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>Writes batches into the table <c>flows</c>, column by column. One transaction's; not thread-safe.</summary>
internal sealed class FlowAppender(DuckDbConnection connection, PlaceTable places) : IDisposable
{
    private static readonly (string Name, FlowColumn Column)[] TextColumns =
    [
        ("account-id", FlowColumn.AccountId), ("interface-id", FlowColumn.InterfaceId), ("vpc-id", FlowColumn.VpcId),
        ("subnet-id", FlowColumn.SubnetId), ("instance-id", FlowColumn.InstanceId),
    ];

    private readonly DuckDbAppender _rows = connection.CreateAppender("flows");
    private int[] _firstRowOfCode = [];

    public void Append(int objectId, EnrichedBatch batch)
    {
        var placeIds = batch.Places.Select(places.IdOf).ToArray();
        var networkIds = batch.Networks.Select(places.IdOf).ToArray();
        var extra = ExtraColumn.Of(batch.Flows, TextColumns.Select(text => text.Name));
        for (var first = 0; first < batch.Flows.Count; first += _rows.Capacity)
        {
            var count = Math.Min(_rows.Capacity, batch.Flows.Count - first);
            WriteNumbers(objectId, batch.Flows, first, count);
            WriteOptional(batch.Flows, first, count);
            WriteEnrichment(batch, placeIds, networkIds, first, count);
            WriteScope(batch.Flows, first, count);
            foreach (var (name, column) in TextColumns) WriteText(column, batch.Flows.Text(name), first, count);
            WriteText(FlowColumn.Extra, extra, first, count);
            _rows.Append(count);
        }
    }

    public void Flush() => _rows.Flush();

    public void Dispose() => _rows.Dispose();

    private void WriteNumbers(int objectId, FlowBatch flows, int first, int count)
    {
        Column<int>(FlowColumn.Object)[..count].Fill(objectId);
        flows.Start.AsSpan(first, count).CopyTo(Column<long>(FlowColumn.Start));
        flows.End.AsSpan(first, count).CopyTo(Column<long>(FlowColumn.End));
        WriteAddresses(FlowColumn.SrcHigh, FlowColumn.SrcLow, flows.SrcAddr, first, count);
        WriteAddresses(FlowColumn.DstHigh, FlowColumn.DstLow, flows.DstAddr, first, count);
        flows.SrcPort.AsSpan(first, count).CopyTo(Column<ushort>(FlowColumn.SrcPort));
        flows.DstPort.AsSpan(first, count).CopyTo(Column<ushort>(FlowColumn.DstPort));
        flows.Protocol.AsSpan(first, count).CopyTo(Column<byte>(FlowColumn.Protocol));
        flows.Packets.AsSpan(first, count).CopyTo(Column<long>(FlowColumn.Packets));
        flows.Bytes.AsSpan(first, count).CopyTo(Column<long>(FlowColumn.Bytes));
        flows.Action.AsSpan(first, count).CopyTo(Column<FlowAction>(FlowColumn.Action));
    }

    private void WriteOptional(FlowBatch flows, int first, int count)
    {
        if (flows.TcpFlags is { } flags) flags.AsSpan(first, count).CopyTo(Column<byte>(FlowColumn.TcpFlags));
        else _rows.SetAllNull((int)FlowColumn.TcpFlags, count);
        if (flows.FlowDirection is { } directions) directions.AsSpan(first, count).CopyTo(Column<FlowDirection>(FlowColumn.FlowDirection));
        else Column<byte>(FlowColumn.FlowDirection)[..count].Clear();
        WriteAddresses(FlowColumn.PktSrcHigh, FlowColumn.PktSrcLow, flows.PktSrcAddr, first, count);
        WriteAddresses(FlowColumn.PktDstHigh, FlowColumn.PktDstLow, flows.PktDstAddr, first, count);
    }

    private void WriteAddresses(FlowColumn highColumn, FlowColumn lowColumn, Address[]? addresses, int first, int count)
    {
        if (addresses is null)
        {
            _rows.SetAllNull((int)highColumn, count);
            _rows.SetAllNull((int)lowColumn, count);
            return;
        }

        var high = Column<ulong>(highColumn);
        var low = Column<ulong>(lowColumn);
        for (var row = 0; row < count; row++)
        {
            high[row] = addresses[first + row].High;
            low[row] = addresses[first + row].Low;
        }
    }

    private void WriteEnrichment(EnrichedBatch batch, int[] placeIds, int[] networkIds, int first, int count)
    {
        WriteIds(FlowColumn.SrcPlace, batch.SrcPlace, placeIds, first, count);
        WriteIds(FlowColumn.DstPlace, batch.DstPlace, placeIds, first, count);
        WriteIds(FlowColumn.SrcNetwork, batch.SrcNetwork, networkIds, first, count);
        WriteIds(FlowColumn.DstNetwork, batch.DstNetwork, networkIds, first, count);
        batch.SrcKind.AsSpan(first, count).CopyTo(Column<AddressKind>(FlowColumn.SrcKind));
        batch.DstKind.AsSpan(first, count).CopyTo(Column<AddressKind>(FlowColumn.DstKind));
        batch.Direction.AsSpan(first, count).CopyTo(Column<TrafficDirection>(FlowColumn.Direction));
        batch.ServiceSide.AsSpan(first, count).CopyTo(Column<ServiceSide>(FlowColumn.ServiceSide));

        var flows = batch.Flows;
        var own = Column<OwnEnd>(FlowColumn.OwnEnd);
        var label = Column<int>(FlowColumn.ServiceLabel);
        for (var row = 0; row < count; row++)
        {
            var record = first + row;
            own[row] = OwnEnds.Of(flows.FlowDirection?[record] ?? FlowDirection.None, batch.Direction[record]);
            label[row] = LinkLabel.OfService(flows.Protocol[record], flows.SrcPort[record], flows.DstPort[record], batch.ServiceSide[record]);
        }
    }

    private void WriteIds(FlowColumn column, int[] codes, int[] ids, int first, int count)
    {
        var target = Column<int>(column);
        for (var row = 0; row < count; row++) target[row] = ids[codes[first + row]];
    }

    private void WriteScope(FlowBatch flows, int first, int count)
    {
        WriteWithDefault(FlowColumn.Account, flows.AccountFromPath ? null : flows.Text("account-id"), flows.Account, first, count);
        WriteWithDefault(FlowColumn.Region, flows.RegionFromPath ? null : flows.Text("region"), flows.Region, first, count);
    }

    private void WriteWithDefault(FlowColumn column, TextColumn? text, string value, int first, int count)
    {
        for (var row = 0; row < count; row++)
        {
            if (row == 0 || text is not null) _rows.SetText((int)column, row, text?[first + row] ?? value);
            else _rows.RepeatText((int)column, row, 0);
        }
    }

    // Each value of the dictionary is copied into the chunk once, and its other rows point there.
    private void WriteText(FlowColumn column, TextColumn? text, int first, int count)
    {
        if (text is null)
        {
            _rows.SetAllNull((int)column, count);
            return;
        }

        if (_firstRowOfCode.Length <= text.Values.Count) _firstRowOfCode = new int[text.Values.Count + 1];
        Array.Fill(_firstRowOfCode, -1, 0, text.Values.Count + 1);
        Span<ulong> validity = default;
        for (var row = 0; row < count; row++)
        {
            var code = text.Codes[first + row];
            ref var firstRow = ref _firstRowOfCode[code];
            if (code == 0)
            {
                if (validity.IsEmpty) validity = _rows.Validity((int)column);
                validity[row >> 6] &= ~(1UL << (row & 63));
            }
            else if (firstRow >= 0)
            {
                _rows.RepeatText((int)column, row, firstRow);
            }
            else
            {
                firstRow = row;
                _rows.SetText((int)column, row, Encoding.UTF8.GetBytes(text.Values[code - 1]));
            }
        }
    }

    private Span<T> Column<T>(FlowColumn column)
        where T : unmanaged => _rows.Column<T>((int)column);
}
