using System.Text.Json;
using Aspire.Hosting.Telemetry.Resources;
using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Telemetry.Metrics;

/// <summary>Metrics as the page gets them.</summary>
internal static class MetricJson
{
    private const int MostValues = 200;

    // More are not seen in a chart, and an answer of 300 steps is half as long.
    private const int Digits = 6;
    private const int MostPlaces = 15;

    public static void WriteTree(Utf8JsonWriter json, TelemetryResource resource, ResourceMetrics? metrics)
    {
        json.WriteStartObject();
        json.WriteString("resource"u8, resource.Id);
        json.WriteStartArray("meters"u8);
        foreach (var meter in (metrics?.Instruments ?? []).GroupBy(instrument => instrument.Meter).OrderBy(meter => meter.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("name"u8, meter.Key);
            json.WriteStartArray("instruments"u8);
            foreach (var instrument in meter.OrderBy(instrument => instrument.Name, StringComparer.Ordinal)) WriteInstrument(json, instrument);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteAnswer(Utf8JsonWriter json, TelemetryResource resource, MetricQuestion question, MetricAnswer answer)
    {
        var grid = answer.Grid;
        json.WriteStartObject();
        json.WriteString("resource"u8, resource.Id);
        json.WriteString("meter"u8, answer.Instrument.Meter);
        json.WriteString("instrument"u8, answer.Instrument.Name);
        WriteHead(json, answer.Instrument);
        json.WriteString("show"u8, Lower(answer.Show.ToString()));
        json.WriteString("by"u8, question.By);
        json.WriteNumber("from"u8, UnixTime.Milliseconds(grid.Start));
        json.WriteNumber("to"u8, UnixTime.Milliseconds(grid.End));
        json.WriteNumber("step"u8, UnixTime.Milliseconds(grid.Step));
        json.WriteStartArray("times"u8);
        for (var step = 0; step < grid.Count; step++) json.WriteNumberValue(UnixTime.Milliseconds(grid.EndOf(step)));
        json.WriteEndArray();
        json.WriteStartArray("lines"u8);
        foreach (var line in answer.Lines) WriteLine(json, line);
        json.WriteEndArray();
        if (answer.Observations is null)
        {
            json.WriteNull("observations"u8);
        }
        else
        {
            json.WriteStartArray("observations"u8);
            foreach (var count in answer.Observations) json.WriteNumberValue(count);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteInstrument(Utf8JsonWriter json, Instrument instrument)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, instrument.Name);
        WriteHead(json, instrument);
        json.WriteNumber("series"u8, instrument.Series.Count);
        json.WriteNumber("lastSeen"u8, UnixTime.Milliseconds(instrument.LastSeen));
        json.WriteStartArray("dimensions"u8);
        foreach (var name in instrument.Series.SelectMany(series => series.Dimensions.Select(dimension => dimension.Name)).Distinct().Order(StringComparer.Ordinal))
        {
            var values = instrument.Series.Select(series => series.Dimensions.FirstOrDefault(dimension => dimension.Name == name).Value ?? "");
            json.WriteStartObject();
            json.WriteString("name"u8, name);
            json.WriteStartArray("values"u8);
            foreach (var value in values.Distinct().Order(StringComparer.Ordinal).Take(MostValues)) json.WriteStringValue(value);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, Instrument instrument)
    {
        json.WriteString("kind"u8, Lower(instrument.Kind.ToString()));
        json.WriteString("unit"u8, instrument.Unit);
        json.WriteString("description"u8, instrument.Description);
    }

    private static void WriteLine(Utf8JsonWriter json, MetricLine line)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, line.Name);
        json.WriteStartArray("values"u8);
        foreach (var value in line.Values)
        {
            if (value is null) json.WriteNullValue();
            else json.WriteNumberValue(Significant(value.Value));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static double Significant(double value)
    {
        if (value == 0) return 0;
        var places = Digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        // Smaller numbers than a double rounds to are as they are.
        return places > MostPlaces ? value : Math.Round(value, Math.Max(0, places));
    }

    // UpDown is "updown" on the page.
    private static string Lower(string name) => name.ToLowerInvariant();
}
