using System.Globalization;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>
/// Rows of a result as batches, one after another, for the lake's own way from there on. A row that is no flow (an address that cannot be read, a protocol beyond 255) is left out, as the import
/// leaves out such a record.
/// </summary>
/// <param name="keys">See <see cref="AthenaStatement"/>.</param>
/// <param name="append">Takes a batch, how many records each of its rows stands for, and the service ports' labels where the result has them.</param>
internal sealed class ExtractRows(IReadOnlyList<string> keys, Action<FlowBatch, long[], int[]?> append)
{
    // Texts stand at the column of the key that they have.
    private readonly (string Name, int Column)[] _texts = [.. keys.Select((name, i) => (Name: name, Column: i + 2)).Where(key => !IsTyped(key.Name))];
    private readonly Dictionary<string, int> _columns = keys.Select((name, i) => (name, i)).ToDictionary(key => key.name, key => key.i + 2, StringComparer.Ordinal);
    private readonly Dictionary<(string Account, string Region), List<string?[]>> _rows = [];

    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    public void Add(IReadOnlyList<string?> row)
    {
        Count++;
        if (row.Count != keys.Count + 7) throw new InvalidDataException($"a row of Athena's result has {row.Count} values, not {keys.Count + 7}");
        var scope = (row[0] ?? "unknown", row[1] ?? "unknown");
        if (!_rows.TryGetValue(scope, out var rows)) _rows.Add(scope, rows = []);
        rows.Add([.. row]);
        if (rows.Count == FlowBatch.MaxRecords) Flush(scope, rows);
    }

    public void Flush()
    {
        foreach (var (scope, rows) in _rows) Flush(scope, rows);
    }

    private static bool IsTyped(string name) => name is Dimensions.SrcAddr or Dimensions.DstAddr or Dimensions.SrcPort or Dimensions.DstPort or Dimensions.Protocol or Dimensions.Action
        or Dimensions.TcpFlags or Dimensions.FlowDirection or Dimensions.PktSrcAddr or Dimensions.PktDstAddr or AthenaKeys.Label or AthenaKeys.LowSourcePort;

    private void Flush((string Account, string Region) scope, List<string?[]> rows)
    {
        rows.RemoveAll(row => !IsFlow(row));
        if (rows.Count == 0) return;
        var measures = keys.Count + 2;
        var labels = _columns.TryGetValue(AthenaKeys.Label, out var label) ? rows.ConvertAll(row => (int)Number(row[label])).ToArray() : null;
        var ports = labels?.Select(PortsOf).ToArray();
        append(
            new FlowBatch
            {
                Origin = new BatchOrigin("", "", "", 0, rows.Count),
                Account = scope.Account,
                Region = scope.Region,
                AccountFromPath = true,
                RegionFromPath = true,
                SrcAddr = Addresses(rows, Dimensions.SrcAddr) ?? new Address[rows.Count],
                DstAddr = Addresses(rows, Dimensions.DstAddr) ?? new Address[rows.Count],
                SrcPort = ports?.Select(pair => pair.Source).ToArray() ?? Ports(rows, _columns.ContainsKey(AthenaKeys.LowSourcePort) ? AthenaKeys.LowSourcePort : Dimensions.SrcPort),
                DstPort = ports?.Select(pair => pair.Destination).ToArray() ?? Ports(rows, Dimensions.DstPort),
                Protocol = _columns.TryGetValue(Dimensions.Protocol, out var protocol) ? [.. rows.Select(row => (byte)Number(row[protocol]))]
                    : labels is not null ? [.. labels.Select(ProtocolOf)] : new byte[rows.Count],
                Packets = [.. rows.Select(row => Number(row[measures + 1]))],
                Bytes = [.. rows.Select(row => Number(row[measures + 2]))],
                Start = [.. rows.Select(row => Number(row[measures + 3]))],
                End = [.. rows.Select(row => Number(row[measures + 4]))],
                Action = _columns.TryGetValue(Dimensions.Action, out var action)
                    ? [.. rows.Select(row => row[action] switch { "ACCEPT" => FlowAction.Accept, "REJECT" => FlowAction.Reject, _ => FlowAction.None })] : new FlowAction[rows.Count],
                TcpFlags = _columns.TryGetValue(Dimensions.TcpFlags, out var flags) ? [.. rows.Select(row => (byte)Number(row[flags]))] : null,
                FlowDirection = _columns.TryGetValue(Dimensions.FlowDirection, out var direction)
                    ? [.. rows.Select(row => row[direction] switch { "ingress" => FlowDirection.Ingress, "egress" => FlowDirection.Egress, _ => FlowDirection.None })] : null,
                PktSrcAddr = Addresses(rows, Dimensions.PktSrcAddr),
                PktDstAddr = Addresses(rows, Dimensions.PktDstAddr),
                Texts = [.. _texts.Select(text => Text(rows, text.Name, text.Column))],
            },
            [.. rows.Select(row => Number(row[measures]))],
            labels);
        rows.Clear();
    }

    private bool IsFlow(string?[] row)
    {
        foreach (var (name, column) in _columns)
        {
            // NULL is an end that was not wanted.
            var isRight = name switch
            {
                Dimensions.SrcAddr or Dimensions.DstAddr => row[column] is null || Address.TryParse(row[column], out _),
                Dimensions.Protocol => Number(row[column]) is >= 0 and <= byte.MaxValue,
                Dimensions.SrcPort or Dimensions.DstPort => Number(row[column]) is >= 0 and <= ushort.MaxValue,
                _ => true,
            };
            if (!isRight) return false;
        }

        return true;
    }

    private Address[]? Addresses(List<string?[]> rows, string name)
    {
        if (!_columns.TryGetValue(name, out var column)) return null;
        return [.. rows.Select(row => row[column] is { } text && Address.TryParse(text, out var address) ? address : default)];
    }

    private ushort[] Ports(List<string?[]> rows, string name) => _columns.TryGetValue(name, out var column) ? [.. rows.Select(row => (ushort)Number(row[column]))] : new ushort[rows.Count];

    private static TextColumn Text(List<string?[]> rows, string name, int column)
    {
        var (values, codes) = (new List<string>(), new Dictionary<string, int>(StringComparer.Ordinal));
        return new TextColumn(name, [.. rows.Select(row =>
        {
            if (row[column] is not { } text || text is "-" or "") return 0;
            if (codes.TryGetValue(text, out var code)) return code;
            values.Add(text);
            codes.Add(text, values.Count);
            return values.Count;
        })], values);
    }

    private static long Number(string? text) => text is null ? 0 : long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    // Ports that have the label: LinkLabel.OfService gives it back, with the source as the side that serves.
    private static (ushort Source, ushort Destination) PortsOf(int label) => label switch
    {
        0 => (0, 1),
        > 0 => ((ushort)label, 0),
        LinkLabel.HighPort => (ushort.MaxValue, ushort.MaxValue),
        _ => default,
    };

    private static byte ProtocolOf(int label) => label < LinkLabel.HighPort ? (byte)(LinkLabel.OfProtocol(0) - label) : IpProtocol.Tcp;
}
