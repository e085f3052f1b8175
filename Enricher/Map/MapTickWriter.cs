using System.Buffers;
using System.Text.Json;
using FlowOptics.Flows;

namespace FlowOptics.Enricher.Map;

/// <summary>
/// Writes a tick as JSON of at most <see cref="MaxBytes"/>: the largest rows, and the sum of those that no longer fit as "other".
/// <code>
/// {"epoch":"3f2c…","sequence":17,"time":"2026-11-22T00:20:00.200Z","account":"123456789012","region":"eu-west-1",
///  "total":{"flows":9120,"packets":9120,"bytes":547200,"accepted":9000,"rejected":120,"unplaced":4,"placed":120},
///  "places":[{"country":"CN","city":"Beijing","latitude":39.9,"longitude":116.4,"direction":"inbound","action":"reject","flows":3,"packets":3,"bytes":180,"totalFlows":120,
///             "ports":[{"port":"22","flows":2}]}],
///  "other":{"flows":0,"packets":0,"bytes":0}}
/// </code>
/// </summary>
internal static class MapTickWriter
{
    public const int MaxBytes = 32 * 1024;

    // "],"other":{…}}" with three numbers of 19 digits.
    private const int TailBytes = 128;

    public static byte[] Write(MapTick tick, string epoch, DateTimeOffset time)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        var row = new ArrayBufferWriter<byte>(256);
        using var json = LiveJson.Writer(buffer);
        using var rowJson = LiveJson.Writer(row);
        json.WriteStartObject();
        json.WriteString("epoch"u8, epoch);
        json.WriteNumber("sequence"u8, tick.Sequence);
        json.WriteString("time"u8, LiveJson.Time(time));
        json.WriteString("account"u8, tick.Area.Account);
        json.WriteString("region"u8, tick.Area.Region);
        WriteTotal(json, tick.Total);
        json.WriteStartArray("places"u8);

        var other = tick.Other;
        foreach (var place in tick.Rows)
        {
            row.ResetWrittenCount();
            rowJson.Reset();
            WriteRow(rowJson, place);
            rowJson.Flush();
            if (json.BytesCommitted + json.BytesPending + row.WrittenCount + TailBytes <= MaxBytes) json.WriteRawValue(row.WrittenSpan, skipInputValidation: true);
            else other += place;
        }

        json.WriteEndArray();
        json.WriteStartObject("other"u8);
        json.WriteNumber("flows"u8, other.Flows);
        json.WriteNumber("packets"u8, other.Packets);
        json.WriteNumber("bytes"u8, other.Bytes);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteTotal(Utf8JsonWriter json, MapSums total)
    {
        json.WriteStartObject("total"u8);
        json.WriteNumber("flows"u8, total.Flows);
        json.WriteNumber("packets"u8, total.Packets);
        json.WriteNumber("bytes"u8, total.Bytes);
        json.WriteNumber("accepted"u8, total.Accepted);
        json.WriteNumber("rejected"u8, total.Rejected);
        json.WriteNumber("unplaced"u8, total.Unplaced);
        json.WriteNumber("placed"u8, total.Placed);
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, MapTickRow row)
    {
        json.WriteStartObject();
        json.WriteString("country"u8, row.Place.Country);
        json.WriteString("city"u8, row.Place.City);
        LiveJson.Degrees(json, "latitude"u8, row.Place.Latitude);
        LiveJson.Degrees(json, "longitude"u8, row.Place.Longitude);
        json.WriteString("direction"u8, LiveJson.Name(row.Direction));
        json.WriteString("action"u8, row.Action switch { FlowAction.Accept => "accept"u8, FlowAction.Reject => "reject"u8, _ => "none"u8 });
        json.WriteNumber("flows"u8, row.Flows);
        json.WriteNumber("packets"u8, row.Packets);
        json.WriteNumber("bytes"u8, row.Bytes);
        json.WriteNumber("totalFlows"u8, row.TotalFlows);
        json.WriteStartArray("ports"u8);
        foreach (var (port, flows) in row.Ports)
        {
            json.WriteStartObject();
            json.WriteString("port"u8, port);
            json.WriteNumber("flows"u8, flows);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
