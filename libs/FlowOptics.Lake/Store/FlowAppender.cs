using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>Writes batches into the table <c>flows</c>, or one that begins like it, column by column. One transaction's; not thread-safe.</summary>
internal sealed class FlowAppender(DuckDbConnection connection, LakeCodes codes, string table = "flows") : IDisposable
{
    private readonly DuckDbAppender _rows = connection.CreateAppender(table);
    private readonly BatchCodes _texts = new(codes);

    /// <param name="more">Writes the columns that follow those of <c>flows</c>, of so many records from one on.</param>
    public void Append(int objectId, EnrichedBatch batch, Action<DuckDbAppender, int, int>? more = null)
    {
        var placeIds = batch.Places.Select(codes.IdOf).ToArray();
        var networkIds = batch.Networks.Select(codes.IdOf).ToArray();
        _texts.Find(batch.Flows);
        for (var first = 0; first < batch.Flows.Count; first += _rows.Capacity)
        {
            var count = Math.Min(_rows.Capacity, batch.Flows.Count - first);
            _texts.Origins(first, Column<int>(FlowColumn.Origin)[..count]);
            _texts.Scopes(first, Column<int>(FlowColumn.Scope)[..count]);
            _texts.Extras(first, Column<int>(FlowColumn.Extra)[..count]);
            WriteNumbers(objectId, batch.Flows, first, count);
            WriteOptional(batch.Flows, first, count);
            WriteEnrichment(batch, placeIds, networkIds, first, count);
            more?.Invoke(_rows, first, count);
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

    private Span<T> Column<T>(FlowColumn column)
        where T : unmanaged => _rows.Column<T>((int)column);
}
