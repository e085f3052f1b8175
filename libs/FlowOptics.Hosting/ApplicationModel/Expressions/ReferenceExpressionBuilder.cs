using System.Globalization;
using System.Text;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes an expression piece by piece.</summary>
public class ReferenceExpressionBuilder
{
    private readonly StringBuilder _format;
    private readonly List<IValueProvider> _providers;

    public ReferenceExpressionBuilder()
        : this(0, 0)
    {
    }

    internal ReferenceExpressionBuilder(int literalLength, int formattedCount)
    {
        _format = new StringBuilder(literalLength);
        _providers = new List<IValueProvider>(formattedCount);
    }

    public bool IsEmpty => _format.Length == 0;

    public void AppendLiteral(string value) => _format.Append(Escape(value));

    public void AppendFormatted(string? value) => _format.Append(Escape(value ?? ""));

    public void AppendFormatted<T>(T valueProvider)
        where T : IValueProvider, IManifestExpressionProvider
    {
        _format.Append(CultureInfo.InvariantCulture, $"{{{_providers.Count}}}");
        _providers.Add(valueProvider);
    }

    public ReferenceExpression Build() => new(_format.ToString(), [.. _providers]);

    // The text becomes a composite format string, where braces are syntax.
    private static string Escape(string value) =>
        value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
