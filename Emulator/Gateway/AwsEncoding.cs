using System.Text;

namespace FlowOptics.Emulator.Gateway;

/// <summary>Percent encoding as AWS signs and writes it: all but RFC 3986's unreserved characters, upper-case digits.</summary>
internal static class AwsEncoding
{
    private const string Digits = "0123456789ABCDEF";

    public static string Encode(string text, bool keepSlash = false, bool spaceIsPlus = false)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~' || (keepSlash && b == '/'))
                encoded.Append((char)b);
            else if (spaceIsPlus && b == ' ') encoded.Append('+');
            else encoded.Append('%').Append(Digits[b >> 4]).Append(Digits[b & 15]);
        }

        return encoded.ToString();
    }

    /// <summary>Undoes percent encoding; a percent sign without two digits stays as it is, and so does a plus unless it stands for a space.</summary>
    public static string Decode(ReadOnlySpan<char> text, bool plusIsSpace = false)
    {
        if (text.IndexOfAny('%', '+') < 0) return text.ToString();
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes[length++] = (byte)((Convert.ToInt32(text[i + 1].ToString(), 16) << 4) | Convert.ToInt32(text[i + 2].ToString(), 16));
                i += 2;
            }
            else if (text[i] == '+' && plusIsSpace)
            {
                bytes[length++] = (byte)' ';
            }
            else
            {
                var width = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                length += Encoding.UTF8.GetBytes(text.Slice(i, width), bytes.AsSpan(length));
                i += width - 1;
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
