using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>One comparison in DuckDB's SQL, over the lake's tables (<see cref="LakeSchema"/>).</summary>
internal sealed class ComparisonSql(SqlText sql, FilterColumns columns)
{
    public void Add(FilterNode node, bool isNegated)
    {
        if (node is FilterFieldComparison fields)
        {
            // Of two fields one may be missing, whichever they are.
            if (isNegated) sql.Add("coalesce(");
            AnyOf(fields.Left.Sides.SelectMany(left => fields.Right.Sides.Select(right => (left, right))), sides => Add(fields, sides.left, sides.right));
            if (isNegated) sql.Add(", false)");
            return;
        }

        var comparison = (FilterComparison)node;
        var mayBeNull = isNegated && comparison.Field.Id is FilterFieldId.PacketAddress or FilterFieldId.TcpFlags;
        if (mayBeNull) sql.Add("coalesce(");
        AnyOf(comparison.Operand.Sides, side => Add(comparison.Field, side, comparison.Test));
        if (mayBeNull) sql.Add(", false)");
    }

    private void AnyOf<T>(IEnumerable<T> cases, Action<T> add)
    {
        var all = cases.ToArray();
        if (all.Length > 1) sql.Add("(");
        for (var i = 0; i < all.Length; i++)
        {
            if (i > 0) sql.Add(" OR ");
            add(all[i]);
        }

        if (all.Length > 1) sql.Add(")");
    }

    private void Add(FilterField field, FilterSide side, ValueTest test)
    {
        switch (field.Id)
        {
            case FilterFieldId.Address or FilterFieldId.PacketAddress:
                AddressSql.Add(sql, Column(field, side), (AddressTest)test);
                break;
            case FilterFieldId.Kind:
                AddKind(side, test);
                break;
            case FilterFieldId.LogStatus:
                sql.Add(test.Matches("OK") ? "true" : "false");
                break;
            case FilterFieldId.Asn:
                sql.Add(columns.Prefix).Add(Side(side)).Add("_network IN (SELECT id FROM networks WHERE ");
                NumberSql.Add(sql, "asn", (NumberTest)test);
                sql.Add(test.Matches(0) ? " AND asn <> 0)" : ")");
                break;
            case FilterFieldId.Text or FilterFieldId.Account or FilterFieldId.Region
                or FilterFieldId.Country or FilterFieldId.City or FilterFieldId.Organization or FilterFieldId.AwsService or FilterFieldId.AwsRegion:
                var place = TextPlace.Of(field, side);
                sql.Add(columns.Prefix).Add(place.Key).Add(" IN (SELECT id FROM ").Add(place.Table).Add(" WHERE ");
                TextSql.Add(sql, place, test);
                sql.Add(")");
                break;
            default:
                NumberSql.Add(sql, Column(field, side), (NumberTest)test);
                break;
        }
    }

    private void Add(FilterFieldComparison comparison, FilterSide leftSide, FilterSide rightSide)
    {
        var (left, right) = (comparison.Left.Field, comparison.Right.Field);
        if (left.Kind == FilterValueKind.Address)
        {
            AddressSql.Add(sql, Column(left, leftSide), Column(right, rightSide));
            return;
        }

        Value(left, leftSide);
        sql.Add(" ").Add(FilterNames.SignOf(comparison.Operator)).Add(" ");
        Value(right, rightSide);
    }

    // A field's value itself; NULL where it is missing.
    private void Value(FilterField field, FilterSide side)
    {
        switch (field.Id)
        {
            case FilterFieldId.Asn:
                sql.Add("(SELECT nullif(networks.asn, 0) FROM networks WHERE networks.id = ").Add(columns.Prefix).Add(Side(side)).Add("_network)");
                break;
            case FilterFieldId.Kind:
                sql.Add("CASE");
                foreach (var kind in Enum.GetValues<AddressKind>())
                {
                    sql.Add(" WHEN ");
                    AddKind(side, new NumberTest([new FilterRange((long)kind, (long)kind)]));
                    sql.Add(" THEN ").Value((long)kind);
                }

                sql.Add(" END");
                break;
            case FilterFieldId.LogStatus:
                sql.Add("'ok'");
                break;
            case not FilterFieldId.Text when field.Kind == FilterValueKind.Number:
                sql.Add(Column(field, side));
                break;
            default:
                var place = TextPlace.Of(field, side);
                sql.Add("(SELECT ");
                TextSql.AddFolded(sql, place);
                sql.Add(" FROM ").Add(place.Table).Add(" WHERE ").Add(place.Table).Add(".id = ").Add(columns.Prefix).Add(place.Key).Add(")");
                break;
        }
    }

    // Which ends are public is what the direction was made of.
    private void AddKind(FilterSide side, ValueTest test)
    {
        var ranges = AddressKindRanges.Of(kind => kind != AddressKind.Public && test.Matches((long)kind));
        var wantsPublic = test.Matches((long)AddressKind.Public);
        sql.Add("(");
        if (wantsPublic)
        {
            sql.Add(columns.Prefix).Add("direction IN (").Value((long)(side == FilterSide.Source ? TrafficDirection.Inbound : TrafficDirection.Outbound))
                .Add(", ").Value((long)TrafficDirection.Through).Add(")");
        }

        if (wantsPublic && ranges.Count > 0) sql.Add(" OR ");
        if (ranges.Count > 0) AddressSql.Add(sql, Column(FilterFields.Address, side), ranges);
        else if (!wantsPublic) sql.Add("false");
        sql.Add(")");
    }

    private string Column(FilterField field, FilterSide side) => columns.Prefix + field.Id switch
    {
        FilterFieldId.Address => Side(side),
        FilterFieldId.PacketAddress => "pkt_" + Side(side),
        FilterFieldId.Port => Side(side) + "_port",
        FilterFieldId.Protocol => "protocol",
        FilterFieldId.Packets => "packets",
        FilterFieldId.Bytes => "bytes",
        FilterFieldId.Start => "start_time",
        FilterFieldId.End => "end_time",
        FilterFieldId.TcpFlags => "tcp_flags",
        FilterFieldId.Action => "action",
        FilterFieldId.FlowDirection => "flow_direction",
        FilterFieldId.Direction => "direction",
        FilterFieldId.OwnEnd => "own_end",
        FilterFieldId.ServicePort => columns.Label,
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    private static string Side(FilterSide side) => side == FilterSide.Source ? "src" : "dst";
}
