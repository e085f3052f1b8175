using System.Globalization;
using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// Which columns records are handed out with: AWS's fields, then the format's further text fields, then what was found out. <see cref="Select"/> fetches what <see cref="Read"/> reads.
/// </summary>
internal sealed class RecordColumns
{
    // What the position of a value in Select is. The order is Select's.
    private const int Start = 0;
    private const int Object = 1;
    private const int Extra = 29;

    private static readonly (RecordColumn Column, Func<DuckDbChunk, int, object?> Read)[] Fields =
    [
        Text("account", 22), Text("region", 23), Text("account-id", 24), Text("interface-id", 25), Text("vpc-id", 26), Text("subnet-id", 27), Text("instance-id", 28),
        Address("srcaddr", 3), Address("dstaddr", 5),
        Number("srcport", (chunk, row) => chunk.Column<ushort>(7)[row]), Number("dstport", (chunk, row) => chunk.Column<ushort>(8)[row]),
        Number("protocol", (chunk, row) => chunk.Column<byte>(9)[row]), Number("packets", (chunk, row) => chunk.Column<long>(10)[row]), Number("bytes", (chunk, row) => chunk.Column<long>(11)[row]),
        Number("start", (chunk, row) => chunk.Column<long>(Start)[row]), Number("end", (chunk, row) => chunk.Column<long>(2)[row]),
        Word("action", (chunk, row) => (FlowAction)chunk.Column<byte>(12)[row] switch { FlowAction.Accept => "ACCEPT", FlowAction.Reject => "REJECT", _ => null }),
        Number("tcp-flags", (chunk, row) => chunk.IsNull(13, row) ? null : chunk.Column<byte>(13)[row]),
        Word("flow-direction", (chunk, row) => (FlowDirection)chunk.Column<byte>(14)[row] switch { FlowDirection.Ingress => "ingress", FlowDirection.Egress => "egress", _ => null }),
        Address("pkt-srcaddr", 15), Address("pkt-dstaddr", 17),
    ];

    private static readonly (RecordColumn Column, Func<DuckDbChunk, int, object?> Read)[] Found =
    [
        Word("service-port", (chunk, row) => LinkLabel.TextOf(chunk.Column<int>(21)[row])),
        Word("direction", (chunk, row) => DimensionKey.OfNumber(chunk.Column<byte>(19)[row]).ToText(DimensionKind.Direction)),
        Word("own-end", (chunk, row) => DimensionKey.OfNumber(chunk.Column<byte>(20)[row]).ToText(DimensionKind.OwnEnd)),
        Kind("src-kind", 3), Text("src-country", 30), Text("src-city", 31), Asn("src-asn", 32), Text("src-org", 33), Text("src-aws-service", 34), Text("src-aws-region", 35),
        Kind("dst-kind", 5), Text("dst-country", 36), Text("dst-city", 37), Asn("dst-asn", 38), Text("dst-org", 39), Text("dst-aws-service", 40), Text("dst-aws-region", 41),
    ];

    private readonly string[] _extras;

    /// <param name="extras">The further text fields.</param>
    public RecordColumns(IEnumerable<string> extras)
    {
        // A field that has the name of another column here: account and region are known better from the object's path.
        _extras = [.. extras.Where(name => !Fields.Concat(Found).Any(field => field.Column.Name == name)).Order(StringComparer.Ordinal)];
        All = [.. Fields.Select(field => field.Column), .. _extras.Select(name => new RecordColumn(name, false)), .. Found.Select(field => field.Column)];
    }

    public IReadOnlyList<RecordColumn> All { get; }

    /// <summary>Adds a query over rows of <c>flows</c>, with <c>rowid AS r</c>, latest first; then, in one object, as they were written.</summary>
    public static SqlText AddSelect(SqlText sql, Action<SqlText> rows)
    {
        rows(sql.Add(Select));
        return sql.Add(Joins);
    }

    public static (long Start, int Object) PositionOf(DuckDbChunk chunk, int row) => (chunk.Column<long>(Start)[row], chunk.Column<int>(Object)[row]);

    /// <summary>The further text fields of a row, as JSON; null for none.</summary>
    public static string? ExtraOf(DuckDbChunk chunk, int row) => chunk.GetString(Extra, row);

    /// <param name="extras">The row's further text fields.</param>
    /// <param name="values">One for each column.</param>
    public void Read(DuckDbChunk chunk, int row, IReadOnlyDictionary<string, string> extras, Span<object?> values)
    {
        var next = 0;
        foreach (var (_, read) in Fields) values[next++] = read(chunk, row);
        foreach (var name in _extras) values[next++] = extras.GetValueOrDefault(name);
        foreach (var (_, read) in Found) values[next++] = read(chunk, row);
    }

    private const string Select =
        """
        SELECT f.start_time, f.object, f.end_time, f.src_high, f.src_low, f.dst_high, f.dst_low, f.src_port, f.dst_port, f.protocol, f.packets, f.bytes,
            f.action, f.tcp_flags, f.flow_direction, f.pkt_src_high, f.pkt_src_low, f.pkt_dst_high, f.pkt_dst_low, f.direction, f.own_end, f.service_label,
            scopes.account, scopes.region, origins.account_id, origins.interface_id, origins.vpc_id, origins.subnet_id, origins.instance_id, extras.value,
            sp.country, sp.city, sn.asn, sn.organization, sn.aws_service, sn.aws_region, dp.country, dp.city, dn.asn, dn.organization, dn.aws_service, dn.aws_region
        FROM 
        """;

    private const string Joins =
        """
         AS f LEFT JOIN scopes ON scopes.id = f.scope LEFT JOIN origins ON origins.id = f.origin LEFT JOIN extras ON extras.id = f.extra
            LEFT JOIN places AS sp ON sp.id = f.src_place LEFT JOIN networks AS sn ON sn.id = f.src_network
            LEFT JOIN places AS dp ON dp.id = f.dst_place LEFT JOIN networks AS dn ON dn.id = f.dst_network
        ORDER BY f.start_time DESC, f.object, f.r
        """;

    private static (RecordColumn Column, Func<DuckDbChunk, int, object?> Read) Text(string name, int column) =>
        (new RecordColumn(name, false), (chunk, row) => chunk.GetString(column, row) is { Length: > 0 } text ? text : null);

    private static (RecordColumn Column, Func<DuckDbChunk, int, object?> Read) Word(string name, Func<DuckDbChunk, int, string?> read) => (new RecordColumn(name, false), read);

    private static (RecordColumn Column, Func<DuckDbChunk, int, object?> Read) Number(string name, Func<DuckDbChunk, int, long?> read) => (new RecordColumn(name, true), (chunk, row) => read(chunk, row));

    private static (RecordColumn Column, Func<DuckDbChunk, int, object?> Read) Asn(string name, int column) =>
        Number(name, (chunk, row) => chunk.IsNull(column, row) || chunk.Column<uint>(column)[row] == 0 ? null : chunk.Column<uint>(column)[row]);

    private static (RecordColumn Column, Func<DuckDbChunk, int, object?> Read) Address(string name, int column) =>
        Word(name, (chunk, row) => chunk.IsNull(column, row) ? null : DimensionKey.OfAddress(AddressOf(chunk, column, row)).ToText(DimensionKind.Address));

    private static (RecordColumn Column, Func<DuckDbChunk, int, object?> Read) Kind(string name, int column) =>
        Word(name, (chunk, row) => Camel(AddressKinds.KindOf(AddressOf(chunk, column, row)).ToString()));

    private static Address AddressOf(DuckDbChunk chunk, int column, int row) => new(chunk.Column<ulong>(column)[row], chunk.Column<ulong>(column + 1)[row]);

    private static string Camel(string name) => string.Create(CultureInfo.InvariantCulture, $"{char.ToLowerInvariant(name[0])}{name[1..]}");
}
