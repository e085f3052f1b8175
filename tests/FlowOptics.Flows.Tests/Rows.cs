using System.Globalization;

namespace FlowOptics.Flows.Tests;

/// <summary>A batch as one text a record, with everything that it says, so that batches compare however their dictionaries are ordered.</summary>
internal static class Rows
{
    internal static List<string> Of(FlowBatch batch) => [.. Enumerable.Range(0, batch.Count).Select(record => Of(batch, record))];

    internal static List<string> Of(EnrichedBatch batch) =>
    [
        .. Of(batch.Flows).Select((row, i) =>
            $"{row} {batch.Places[batch.SrcPlace[i]]} {batch.Places[batch.DstPlace[i]]} {batch.Networks[batch.SrcNetwork[i]]} {batch.Networks[batch.DstNetwork[i]]} "
            + $"{batch.SrcKind[i]} {batch.DstKind[i]} {batch.Direction[i]} {batch.ServiceSide[i]}"),
    ];

    private static string Of(FlowBatch batch, int i) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{batch.AccountFromPath} {batch.RegionFromPath} {batch.SrcAddr[i]} {batch.DstAddr[i]} {batch.SrcPort[i]} {batch.DstPort[i]} {batch.Protocol[i]} {batch.Packets[i]} ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"{batch.Bytes[i]} {batch.Start[i]} {batch.End[i]} {batch.Action[i]} {batch.TcpFlags?[i]} {batch.FlowDirection?[i]} {batch.PktSrcAddr?[i]} {batch.PktDstAddr?[i]}")
        + string.Concat(batch.Texts.Select(text => $" {text.Name}={text[i]}"));
}
