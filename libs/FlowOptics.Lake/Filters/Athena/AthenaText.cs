using System.Globalization;
using System.Text;

namespace FlowOptics.Lake;

/// <summary>
/// A statement for Athena in the making: constant text and, apart from it, the values of its execution parameters, in order (<see cref="long"/> or
/// <see cref="string"/>). Whatever a user gave is a value.
/// </summary>
internal sealed class AthenaText
{
    private readonly StringBuilder _text = new();
    private readonly List<object> _values = [];

    public IReadOnlyList<object> Values => _values;

    public AthenaText Add(string constant)
    {
        _text.Append(constant);
        return this;
    }

    public AthenaText Value(long value) => Parameter(value);

    public AthenaText Value(string value) => Parameter(value);

    public override string ToString() => _text.ToString();

    /// <summary>A value as an execution parameter: texts in quotes, as Athena wants them.</summary>
    public static string Literal(object value) =>
        value is string text ? $"'{text.Replace("'", "''", StringComparison.Ordinal)}'" : ((long)value).ToString(CultureInfo.InvariantCulture);

    private AthenaText Parameter(object value)
    {
        _text.Append('?');
        _values.Add(value);
        return this;
    }
}
