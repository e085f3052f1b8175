using System.Buffers;
using System.Text;

namespace Aspire.Hosting.Telemetry.Attributes;

/// <summary>Looks for a text in UTF-8 without making a string of it: ten thousand logs are looked through at each key that is pressed.</summary>
internal static class Utf8Text
{
    private const int OnStack = 512;

    public static bool Contains(ReadOnlySpan<byte> utf8, string text)
    {
        char[]? rented = null;
        var most = Encoding.UTF8.GetMaxCharCount(utf8.Length);
        var characters = most <= OnStack ? stackalloc char[OnStack] : rented = ArrayPool<char>.Shared.Rent(most);
        try
        {
            var length = Encoding.UTF8.GetChars(utf8, characters);
            return characters[..length].Contains(text, StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            if (rented is not null) ArrayPool<char>.Shared.Return(rented);
        }
    }
}
