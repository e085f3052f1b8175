using System.Text;

namespace Aspire.Hosting.Telemetry.Attributes;

/// <summary>
/// A condition on an attribute: <c>name:value</c> is equal, <c>name:~value</c> contains, <c>name:!value</c> is not (or is not there), <c>name:</c> is
/// there, <c>name:=value</c> is equal to what may begin with one of these signs. Case does not matter.
/// </summary>
internal sealed class AttributeFilter
{
    private readonly byte[] _name;
    private readonly char _sign;
    private readonly string _value;

    private AttributeFilter(string name, char sign, string value) => (_name, _sign, _value) = (Encoding.UTF8.GetBytes(name), sign, value);

    public ReadOnlySpan<byte> Name => _name;

    /// <summary>Null where the text is none.</summary>
    public static AttributeFilter? Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0) return null;
        var (name, value) = (text[..colon], text[(colon + 1)..]);
        if (value.Length == 0) return new AttributeFilter(name, '?', "");
        return value[0] is '~' or '!' or '=' ? new AttributeFilter(name, value[0], value[1..]) : new AttributeFilter(name, '=', value);
    }

    /// <param name="value">The attribute's value; null where it is not there.</param>
    public bool Holds(string? value) => _sign switch
    {
        '?' => value is not null,
        '~' => value is not null && value.Contains(_value, StringComparison.OrdinalIgnoreCase),
        '!' => !string.Equals(value, _value, StringComparison.OrdinalIgnoreCase),
        _ => string.Equals(value, _value, StringComparison.OrdinalIgnoreCase),
    };
}
