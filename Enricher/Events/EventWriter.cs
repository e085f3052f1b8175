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
        foreach (var sampled in events) Write(json, sampled);
        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, SampledEvent flow)
    {
        json.WriteStartObject();
        if (flow.Version is { } version) json.WriteString("version"u8, Short(version));
        json.WriteString("account-id"u8, Short(flow.Account));
        json.WriteString("region"u8, Short(flow.Region));
        if (flow.Interface is { } eni) json.WriteString("interface-id"u8, Short(eni));
        json.WriteString("srcaddr"u8, flow.SrcAddr.ToString());
        json.WriteString("dstaddr"u8, flow.DstAddr.ToString());
        json.WriteNumber("srcport"u8, flow.SrcPort);
        json.WriteNumber("dstport"u8, flow.DstPort);
        json.WriteNumber("protocol"u8, flow.Protocol);
        json.WriteNumber("packets"u8, flow.Packets);
        json.WriteNumber("bytes"u8, flow.Bytes);
        json.WriteNumber("start"u8, flow.Start);
        json.WriteNumber("end"u8, flow.End);
        json.WriteString("action"u8, LiveJson.AwsName(flow.Action));
        json.WriteString("log-status"u8, "OK"u8);
        WriteGeodata(json, flow.Place, flow.Network);
        json.WriteString("direction"u8, LiveJson.Name(flow.Direction));
        json.WriteEndObject();
    }

    private static void WriteGeodata(Utf8JsonWriter json, Place place, Network network)
    {
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
