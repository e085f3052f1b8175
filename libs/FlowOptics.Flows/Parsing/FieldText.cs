using System.Text;

namespace FlowOptics.Flows;

/// <summary>Fields as they are shown in reasons: short, and without characters that would spoil a log line or a page.</summary>
internal static class FieldText
{
    private const int MaxShown = 40;

    internal static string Quote(ReadOnlySpan<byte> field)
    {
        var text = new StringBuilder(MaxShown + 4).Append('\'');
        foreach (var character in field[..Math.Min(field.Length, MaxShown)]) text.Append(character is >= 0x20 and < 0x7F ? (char)character : '?');
        return text.Append(field.Length > MaxShown ? "…'" : "'").ToString();
    }
}
