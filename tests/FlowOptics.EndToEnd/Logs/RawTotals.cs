using System.Text.Json;

namespace FlowOptics.EndToEnd.Logs;

/// <summary>Flow records, packets and bytes; comparable with what the product says.</summary>
internal readonly record struct RawTotals(long Flows, long Packets, long Bytes)
{
    public static RawTotals Of(IEnumerable<RawRecord> records) => records.Aggregate(default(RawTotals), (sum, record) => sum.Plus(record));

    /// <summary>Everything in an answer: accepted, rejected and without an action.</summary>
    public static RawTotals Of(JsonElement answer) =>
        Read(answer.GetProperty("accepted")).Plus(Read(answer.GetProperty("rejected"))).Plus(Read(answer.GetProperty("other")));

    public static RawTotals Read(JsonElement traffic) => new(
        traffic.GetProperty("flows").GetInt64(), traffic.GetProperty("packets").GetInt64(), traffic.GetProperty("bytes").GetInt64());

    public RawTotals Plus(RawRecord record) => new(Flows + 1, Packets + record.Packets, Bytes + record.Bytes);

    public RawTotals Plus(RawTotals other) => new(Flows + other.Flows, Packets + other.Packets, Bytes + other.Bytes);
}
