using System.Globalization;
using System.Text;
using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>
/// Bytes as a reader likes them: hex in any grouping (<c>20 03 000000</c>), <c>'raw text'</c>, <c>"string"</c> behind its two-byte length, <c>[ … ]</c> and
/// <c>( … )</c> for what stands behind its length as a variable byte integer (a packet's body, its properties), <c>*n</c> behind a quoted text to repeat it.
/// Where bytes are expected, <c>??</c> is any byte and <c>..</c> any rest.
/// </summary>
internal static class Notation
{
    private const int AnyByte = -1;
    private const int AnyRest = -2;

    public static byte[] Bytes(string text) => [.. Parse(text).Select(b => b >= 0 ? (byte)b : throw new FormatException($"'??' and '..' are no bytes to send: {text}"))];

    public static bool Matches(string expected, ReadOnlySpan<byte> actual)
    {
        var pattern = Parse(expected);
        for (var i = 0; i < pattern.Count; i++)
        {
            if (pattern[i] == AnyRest) return true;
            if (i >= actual.Length || (pattern[i] != AnyByte && pattern[i] != actual[i])) return false;
        }

        return actual.Length == pattern.Count;
    }

    private static List<int> Parse(string text)
    {
        var open = new Stack<List<int>>();
        var current = new List<int>();
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            if (c == ' ') at++;
            else if (c is '[' or '(')
            {
                open.Push(current);
                current = [];
                at++;
            }
            else if (c is ']' or ')')
            {
                var inner = current;
                current = open.Pop();
                current.AddRange(Length(inner.Count));
                current.AddRange(inner);
                at++;
            }
            else if (c is '\'' or '"')
            {
                current.AddRange(Quoted(text, ref at).Select(b => (int)b));
            }
            else
            {
                var pair = text.Substring(at, 2);
                current.Add(pair == "??" ? AnyByte : pair == ".." ? AnyRest : byte.Parse(pair, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                at += 2;
            }
        }

        return current;
    }

    private static IEnumerable<int> Length(int length)
    {
        var bytes = new byte[VariableByteInteger.SizeOf((uint)length)];
        VariableByteInteger.Write(bytes, (uint)length);
        return bytes.Select(b => (int)b);
    }

    private static byte[] Quoted(string text, ref int at)
    {
        var quote = text[at];
        var end = text.IndexOf(quote, at + 1);
        var bytes = Encoding.UTF8.GetBytes(text[(at + 1)..end]);
        at = end + 1;
        if (at < text.Length && text[at] == '*')
        {
            var digits = text[(at + 1)..].TakeWhile(char.IsAsciiDigit).Count();
            bytes = [.. Enumerable.Repeat(bytes, int.Parse(text.AsSpan(at + 1, digits), CultureInfo.InvariantCulture)).SelectMany(b => b)];
            at += 1 + digits;
        }

        return quote == '"' ? [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes] : bytes;
    }
}
