using System.Text;
using System.Text.Unicode;

namespace FlowOptics.Flows;

/// <summary>
/// The values of tags, which AWS percent-encodes (RFC 3986, section 2.1) so that no blank splits a record: <c>web%20server%20%C3%A9</c>. What is no
/// such encoding, or none of UTF-8 text, stays as it was written.
/// </summary>
internal static class PercentText
{
    internal static string Decode(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'%')) return Encoding.UTF8.GetString(text);
        var decoded = text.Length <= 256 ? stackalloc byte[text.Length] : new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                decoded[length++] = text[i];
                continue;
            }

            // Below 0 where either is no hexadecimal digit: the sign stays through the shift and the or.
            var value = i + 2 < text.Length ? (Nibble(text[i + 1]) << 4) | Nibble(text[i + 2]) : -1;
            if (value < 0) return Encoding.UTF8.GetString(text);
            decoded[length++] = (byte)value;
            i += 2;
        }

        return Encoding.UTF8.GetString(Utf8.IsValid(decoded[..length]) ? decoded[..length] : text);
    }

    private static int Nibble(byte character) => character switch
    {
        >= (byte)'0' and <= (byte)'9' => character - '0',
        >= (byte)'a' and <= (byte)'f' => character - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => character - 'A' + 10,
        _ => -1,
    };
}
