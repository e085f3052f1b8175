using System.Buffers;
using System.Globalization;
using System.Text;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>
/// Records as CSV (RFC 4180: a header, CRLF, quotes where they are needed). A text that a spreadsheet would take for a formula has an apostrophe before it; numbers are as they are.
/// </summary>
internal sealed class CsvRecords(Stream stream) : IRecordSink
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    private readonly StringBuilder _text = new();

    public void Begin(IReadOnlyList<RecordColumn> columns)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (i > 0) _text.Append(',');
            Write(columns[i].Name);
        }

        _text.Append("\r\n");
    }

    public void Write(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0) _text.Append(',');
            if (values[i] is long number) _text.Append(CultureInfo.InvariantCulture, $"{number}");
            else if (values[i] is string text) Write(text);
        }

        _text.Append("\r\n");
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var part in _text.GetChunks()) await stream.WriteAsync(Encoding.UTF8.GetBytes(part.ToArray()), cancellationToken);
        _text.Clear();
    }

    // OWASP, "CSV Injection": what begins so is a formula to a spreadsheet, quoted or not.
    private void Write(string text)
    {
        var isFormula = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];
        var isQuoted = text.AsSpan().ContainsAny(Quoted);
        if (isQuoted) _text.Append('"');
        if (isFormula) _text.Append('\'');
        _text.Append(isQuoted ? text.Replace("\"", "\"\"", StringComparison.Ordinal) : text);
        if (isQuoted) _text.Append('"');
    }
}
