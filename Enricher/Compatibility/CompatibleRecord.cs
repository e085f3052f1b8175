using System.Buffers;
using System.Text.Json;
using FlowOptics.Flows;

namespace FlowOptics.Enricher.Compatibility;

/// <summary>
/// Writes one record as IpGeoLocatorDashboard's Lambda published it: AWS's field names with hyphens, texts but for packets and bytes.
/// <code>
/// {"account-id":"123456789012","interface-id":"eni-0a1b","srcaddr":"36.112.3.4","dstaddr":"10.0.1.10","srcport":"40112","dstport":"22","protocol":"6",
///  "packets":1,"bytes":40,"start":"1763769600","end":"1763769660","action":"REJECT","log-status":"OK",
///  "geodata":{"country":"CN","city":"Beijing","lat":39.9,"lon":116.4,"isp":"CHINANET"}}
/// </code>
/// </summary>
internal static class CompatibleRecord
{
    // A field of a record may be as long as its line.
    private const int MaxText = 1024;

    public static byte[] Write(EnrichedBatch batch, int record)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = LiveJson.Writer(buffer);
        Write(json, batch, record);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, EnrichedBatch batch, int record)
    {
        var flows = batch.Flows;
        json.WriteStartObject();
        json.WriteString("account-id"u8, Short(flows.AccountOf(record)));
        // "-" is what AWS writes where a record has none.
        json.WriteString("interface-id"u8, Short(flows.Text("interface-id")?[record] ?? "-"));
        json.WriteString("srcaddr"u8, flows.SrcAddr[record].ToString());
        json.WriteString("dstaddr"u8, flows.DstAddr[record].ToString());
        Number(json, "srcport"u8, flows.SrcPort[record]);
        Number(json, "dstport"u8, flows.DstPort[record]);
        Number(json, "protocol"u8, flows.Protocol[record]);
        json.WriteNumber("packets"u8, flows.Packets[record]);
        json.WriteNumber("bytes"u8, flows.Bytes[record]);
        Number(json, "start"u8, flows.Start[record]);
        Number(json, "end"u8, flows.End[record]);
        json.WriteString("action"u8, LiveJson.AwsName(flows.Action[record]));
        json.WriteString("log-status"u8, "OK"u8);

        var place = batch.Places[batch.SrcPlace[record]];
        json.WriteStartObject("geodata"u8);
        json.WriteString("country"u8, Short(place.Country));
        json.WriteString("city"u8, Short(place.City));
        LiveJson.Degrees(json, "lat"u8, place.Latitude);
        LiveJson.Degrees(json, "lon"u8, place.Longitude);
        json.WriteString("isp"u8, Short(batch.Networks[batch.SrcNetwork[record]].Organization));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, long value)
    {
        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(digits, out var length);
        json.WriteString(name, digits[..length]);
    }

    private static ReadOnlySpan<char> Short(string text) => text.AsSpan(0, Math.Min(text.Length, MaxText));
}
