using System.Buffers.Binary;
using System.Globalization;

namespace Aspire.Hosting.Telemetry.Wire;

/// <summary>Trace and span ids (W3C Trace Context): 16 and 8 bytes, not all zero, written as lower-case hex digits.</summary>
internal static class Ids
{
    private const int TraceBytes = 16;
    private const int SpanBytes = 8;

    /// <summary>0 where there is none, or none that is valid.</summary>
    public static UInt128 Trace(ReadOnlySpan<byte> bytes) => bytes.Length == TraceBytes ? BinaryPrimitives.ReadUInt128BigEndian(bytes) : default;

    /// <summary>0 where there is none, or none that is valid.</summary>
    public static ulong Span(ReadOnlySpan<byte> bytes) => bytes.Length == SpanBytes ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : 0;

    public static string Text(UInt128 trace) => trace.ToString("x32", CultureInfo.InvariantCulture);

    public static string Text(ulong span) => span.ToString("x16", CultureInfo.InvariantCulture);

    public static bool TryTrace(string text, out UInt128 trace) =>
        UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out trace) && text.Length == TraceBytes * 2 && trace != 0;

    public static bool TrySpan(string text, out ulong span) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out span) && text.Length == SpanBytes * 2 && span != 0;
}
