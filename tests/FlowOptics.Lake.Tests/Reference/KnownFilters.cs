using FlowOptics.Flows;

namespace FlowOptics.Lake.Tests.Reference;

/// <summary>Some filters, and what each means in plain C#: of fields that all tables have, that some have, and that only records have.</summary>
public static class KnownFilters
{
    public static readonly IReadOnlyDictionary<string, Func<FlowRecord, bool>> All = new Dictionary<string, Func<FlowRecord, bool>>(StringComparer.Ordinal)
    {
        ["action = reject"] = record => record.Action == FlowAction.Reject,
        ["not own-end = source"] = record => !record.SourceIsOwn,
        ["protocol = 6 or direction = inbound"] = record => record.Protocol == 6 || record.Direction == TrafficDirection.Inbound,
        ["service-port = 443"] = record => LinkLabel.OfService(record.Protocol, record.SrcPort, record.DstPort, record.ServiceSide) == 443,
        ["srcaddr in 10.0.0.0/8 and action = accept"] = record => record.Src.ToString().StartsWith("10.", StringComparison.Ordinal) && record.Action == FlowAction.Accept,
        ["country = DE"] = record => FlowRecords.PlaceOf(record.Src).Country == "DE" || FlowRecords.PlaceOf(record.Dst).Country == "DE",
        ["dst-asn = 13335"] = record => FlowRecords.NetworkOf(record.Dst).Asn == 13335,
        ["interface-id = eni-0a"] = record => record.InterfaceId == "eni-0a",
        ["srcport < 1024 and bytes > 64"] = record => record.SrcPort < 1024 && record.Bytes > 64,
    };
}
