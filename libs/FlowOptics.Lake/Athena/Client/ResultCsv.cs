using System.Runtime.CompilerServices;
using System.Text;

namespace FlowOptics.Lake;

/// <summary>
/// Reads a result file of Athena's, row by row: each value in quotes, two for one within; NULL is nothing.
/// <code>
/// "srcaddr","dstaddr","_col2"
/// "10.0.1.10",,"4"
/// </code>
/// </summary>
internal static class ResultCsv
{
    private const int BlockLength = 64 * 1024;

    /// <returns>Each row's values, the names' row left out; valid until the next.</returns>
    /// <exception cref="InvalidDataException">The file ends within a value.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<string?>> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, BlockLength, leaveOpen: true);
        var (block, text) = (new char[BlockLength], new StringBuilder());
        var row = new List<string?>();
        // Within quotes; a quote was there; the last character was a quote that may have ended the value.
        var (quoted, wasQuoted, mayEnd, isHeader) = (false, false, false, true);
        int length;
        while ((length = await reader.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0)
        {
            for (var i = 0; i < length; i++)
            {
                var character = block[i];
                if (quoted)
                {
                    if (character == '"') (quoted, mayEnd) = (false, true);
                    else text.Append(character);
                }
                else if (character == '"')
                {
                    if (mayEnd) text.Append('"');
                    (quoted, wasQuoted, mayEnd) = (true, true, false);
                }
                else if (character is ',' or '\n')
                {
                    row.Add(wasQuoted || text.Length > 0 ? text.ToString() : null);
                    text.Clear();
                    (wasQuoted, mayEnd) = (false, false);
                    if (character == ',') continue;
                    if (!isHeader) yield return row;
                    isHeader = false;
                    row.Clear();
                }
                else
                {
                    text.Append(character);
                }
            }
        }

        if (quoted) throw new InvalidDataException("Athena's result file ends within a value");
        if (row.Count == 0 && text.Length == 0 && !wasQuoted) yield break;
        row.Add(wasQuoted || text.Length > 0 ? text.ToString() : null);
        if (!isHeader) yield return row;
    }
}
