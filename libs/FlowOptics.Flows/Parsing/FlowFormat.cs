using System.Text;

namespace FlowOptics.Flows;

/// <summary>
/// The columns of a flow log in their order: from a header line, from configuration, or AWS's default. A flow needs srcaddr, dstaddr and start (it
/// could not be placed in a graph over time without them); every other column may be missing, and then is 0, None or null in the batch.
/// </summary>
internal sealed class FlowFormat
{
    /// <summary>AWS's default format, version 2.</summary>
    internal const string DefaultFields =
        "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";

    /// <summary>AWS has some 80 fields. The bound keeps a batch of one record within what a broker takes, and what a decoder may be made to allocate.</summary>
    internal const int MaxColumns = 256;

    /// <summary>The longest header, in bytes; the same reason.</summary>
    internal const int MaxHeaderBytes = 8 * 1024;

    private static readonly FieldKind[] Needed = [FieldKind.SrcAddr, FieldKind.DstAddr, FieldKind.Start];

    private FlowFormat(string[] names, bool isAssumed)
    {
        Names = names;
        IsAssumed = isAssumed;
        Kinds = Array.ConvertAll(names, FlowFields.KindOf);
        TextColumns = [.. Enumerable.Range(0, names.Length).Where(column => Kinds[column] == FieldKind.Text)];
        TypedColumns = [.. Enumerable.Range(0, names.Length).Where(column => Kinds[column] != FieldKind.Text)];
        LogStatusColumn = Array.IndexOf(Kinds, FieldKind.LogStatus);
    }

    internal static FlowFormat Default { get; } = new(DefaultFields.Split(' '), isAssumed: true);

    /// <summary>AWS's names, with hyphens; unknown ones as they were written.</summary>
    internal string[] Names { get; }

    internal FieldKind[] Kinds { get; }

    /// <summary>Positions of the columns that are kept as text, ascending.</summary>
    internal int[] TextColumns { get; }

    /// <summary>Positions of the others, ascending.</summary>
    internal int[] TypedColumns { get; }

    /// <summary>The position of log-status, or -1: then each record counts as OK.</summary>
    internal int LogStatusColumn { get; }

    /// <summary>True for the default format: nothing said that the text has it, which a reason for a rejected record should mention.</summary>
    internal bool IsAssumed { get; }

    internal bool Has(FieldKind kind) => Array.IndexOf(Kinds, kind) >= 0;

    /// <summary>Reads a configured format: names separated by blanks, also as AWS writes them (<c>${srcaddr} ${dstaddr}</c>).</summary>
    /// <exception cref="FlowFormatException"/>
    internal static FlowFormat Configured(string format)
    {
        var names = format.Split((char[])[' ', '\t', '\r', '\n', ','], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].StartsWith("${", StringComparison.Ordinal) && names[i].EndsWith('}')) names[i] = names[i][2..^1];
        }

        return Of(names, "the configured format");
    }

    /// <summary>Whether a line is a header: more than half of its fields are names that AWS documents, and none looks like a value.</summary>
    internal static bool IsHeader(ReadOnlySpan<byte> line, ReadOnlySpan<Range> fields)
    {
        var known = 0;
        foreach (var range in fields)
        {
            var field = line[range];
            // No name begins so; each record has a start, which is a number. So no record that can be read is ever taken for a header.
            if (field[0] is (>= (byte)'0' and <= (byte)'9') or (byte)'-') return false;
            if (field.Length <= 64 && FlowFields.IsKnown(Encoding.UTF8.GetString(field))) known++;
        }

        return known * 2 > fields.Length;
    }

    /// <exception cref="FlowFormatException">A name stands twice, or one is missing that no flow can do without.</exception>
    internal static FlowFormat FromHeader(ReadOnlySpan<byte> line, ReadOnlySpan<Range> fields, long lineNumber)
    {
        if (line.Length > MaxHeaderBytes)
            throw new FlowFormatException($"the header (line {lineNumber}) has {line.Length} bytes; at most {MaxHeaderBytes} are read");
        var names = new string[fields.Length];
        for (var i = 0; i < names.Length; i++) names[i] = Encoding.UTF8.GetString(line[fields[i]]);
        return Of(names, $"the header (line {lineNumber})");
    }

    /// <summary>Columns that a file names itself.</summary>
    /// <exception cref="FlowFormatException">As <see cref="FromHeader"/>.</exception>
    internal static FlowFormat FromColumns(string[] names) => Of(names, "the file");

    private static FlowFormat Of(string[] written, string where)
    {
        if (written.Length > MaxColumns) throw new FlowFormatException($"{where} names {written.Length} fields; at most {MaxColumns} are read");
        var names = Array.ConvertAll(written, FlowFields.NameOf);
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            if (!positions.TryAdd(names[i], i))
            {
                throw new FlowFormatException(
                    $"{where} names {names[i]} twice, as fields {positions[names[i]] + 1} and {i + 1}: which of them holds is not known; write the flow log's format without the repetition");
            }
        }

        var format = new FlowFormat(names, isAssumed: false);
        var missing = Needed.Where(kind => !format.Has(kind)).Select(NameOf).ToArray();
        if (missing.Length == 0) return format;
        throw new FlowFormatException(
            $"{where} lacks {string.Join(" and ", missing)}: a flow needs srcaddr, dstaddr and start; add {string.Join(" ", missing.Select(name => $"${{{name}}}"))} to the flow log's format");
    }

    private static string NameOf(FieldKind kind) => kind switch
    {
        FieldKind.SrcAddr => "srcaddr",
        FieldKind.DstAddr => "dstaddr",
        _ => "start",
    };
}
