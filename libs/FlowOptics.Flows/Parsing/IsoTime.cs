using System.Runtime.CompilerServices;

namespace FlowOptics.Flows;

/// <summary>
/// The time that CloudWatch's export to S3 puts before each record: ISO 8601, date and time with seconds, perhaps a fraction, and a zone.
/// <c>2026-11-22T00:20:00.000Z 2 123456789010 eni-1235b8ca123456789 172.31.16.139 …</c>
/// </summary>
internal static class IsoTime
{
    private const int Seconds = 19;
    private const int MostDigits = 9;

    internal static bool Is(ReadOnlySpan<byte> field) => LengthOf(field) == field.Length && !field.IsEmpty;

    /// <summary>How many bytes the time has that the text begins with; 0 where it begins with none. What follows it is not looked at.</summary>
    internal static int LengthOf(ReadOnlySpan<byte> text)
    {
        // 2026-11-22T00:20:00 and the zone's Z at least.
        if (text.Length <= Seconds || text[10] != 'T' || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':') return 0;
        if (!(Digits(text, 0, 4) && Digits(text, 5, 2) && Digits(text, 8, 2) && Digits(text, 11, 2) && Digits(text, 14, 2) && Digits(text, 17, 2))) return 0;
        var end = Seconds;
        if (text[end] == '.')
        {
            var digits = text[(end + 1)..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits is < 1 or > MostDigits) return 0;
            end += 1 + digits;
        }

        if (text[end] == 'Z') return end + 1;
        return text[end] is (byte)'+' or (byte)'-' && text.Length >= end + 6 && text[end + 3] == ':' && Digits(text, end + 1, 2) && Digits(text, end + 4, 2) ? end + 6 : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Digits(ReadOnlySpan<byte> text, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            if (text[i] - (uint)'0' > 9) return false;
        }

        return true;
    }
}
