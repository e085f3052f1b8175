using System.Buffers;
using System.Text.Json;
using FlowOptics.Flows;

namespace FlowOptics.Enricher.Events;

/// <summary>
/// Writes sampled flows as a JSON array, with AWS's field names and values.
/// <code>
/// [{"version":"2","account-id":"123456789012","region":"eu-west-1","interface-id":"eni-0a1b","srcaddr":"36.112.3.4","dstaddr":"10.0.1.10","srcport":40112,
///   "dstport":22,"protocol":6,"packets":1,"bytes":40,"start":1763769600,"end":1763769660,"action":"REJECT","log-status":"OK",
///   "geodata":{"country":"CN","city":"Beijing","lat":39.9,"lon":116.4,"isp":"CHINANET","asn":4134},"direction":"inbound"}]
/// </code>
/// </summary>
internal static class EventWriter
{
    // A field of a record may be as long as its line; these are for people to look at.
    private const int MaxText = 128;

    public static byte[] Write(IReadOnlyList<SampledEvent> events)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = LiveJson.Writer(buffer);
        json.WriteStartArray();
        foreach (var (batch, record) in events) Write(json, batch, record);
        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, EnrichedBatch batch, int record)
    {
        var flows = batch.Flows;
        json.WriteStartObject();
        if (flows.Text("version")?[record] is { } version) json.WriteString("version"u8, Short(version));
        json.WriteString("account-id"u8, Short(flows.AccountOf(record)));
        json.WriteString("region"u8, Short(flows.RegionOf(record)));
        if (flows.Text("interface-id")?[record] is { } eni) json.WriteString("interface-id"u8, Short(eni));
        json.WriteString("srcaddr"u8, flows.SrcAddr[record].ToString());
        json.WriteString("dstaddr"u8, flows.DstAddr[record].ToString());
        json.WriteNumber("srcport"u8, flows.SrcPort[record]);
        json.WriteNumber("dstport"u8, flows.DstPort[record]);
        json.WriteNumber("protocol"u8, flows.Protocol[record]);
        json.WriteNumber("packets"u8, flows.Packets[record]);
        json.WriteNumber("bytes"u8, flows.Bytes[record]);
        json.WriteNumber("start"u8, flows.Start[record]);
        json.WriteNumber("end"u8, flows.End[record]);
        json.WriteString("action"u8, flows.Action[record] switch { FlowAction.Accept => "ACCEPT"u8, FlowAction.Reject => "REJECT"u8, _ => "-"u8 });
        json.WriteString("log-status"u8, "OK"u8);
        WriteGeodata(json, batch, record);
        json.WriteString("direction"u8, LiveJson.Name(batch.Direction[record]));
        json.WriteEndObject();
    }

    // Of the public end, as the map places it.
    private static void WriteGeodata(Utf8JsonWriter json, EnrichedBatch batch, int record)
    {
        var outbound = batch.Direction[record] == TrafficDirection.Outbound;
        var place = batch.Places[outbound ? batch.DstPlace[record] : batch.SrcPlace[record]];
        var network = batch.Networks[outbound ? batch.DstNetwork[record] : batch.SrcNetwork[record]];
        json.WriteStartObject("geodata"u8);
        json.WriteString("country"u8, Short(place.Country));
        json.WriteString("city"u8, Short(place.City));
        LiveJson.Degrees(json, "lat"u8, place.Latitude);
        LiveJson.Degrees(json, "lon"u8, place.Longitude);
        json.WriteString("isp"u8, Short(network.Organization));
        json.WriteNumber("asn"u8, network.Asn);
        json.WriteEndObject();
    }

    private static ReadOnlySpan<char> Short(string text) => text.AsSpan(0, Math.Min(text.Length, MaxText));
}
