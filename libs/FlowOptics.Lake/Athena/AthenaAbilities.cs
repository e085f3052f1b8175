using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>What a table in Athena can be asked, by its columns.</summary>
internal static class AthenaAbilities
{
    /// <summary>As if the table had every field that AWS documents.</summary>
    public static readonly AthenaColumns EveryColumn = new(FilterFields.Names.Select(name => name.Replace('-', '_')));

    private static readonly (GraphGroup Group, string Field)[] Groups = [(GraphGroup.Eni, Lake.Dimensions.InterfaceId), (GraphGroup.Instance, Lake.Dimensions.InstanceId), (GraphGroup.Vpc, Lake.Dimensions.VpcId)];

    public static StoreAbilities Of(AthenaColumns columns) => new(
        [.. FilterFields.Names.Where(name => FilterFields.BuiltIn(name) is { } operand && columns.ReasonAgainst(operand) is null)],
        [.. Lake.Dimensions.Names.Where(name => AthenaKeys.ReasonAgainst(new Dimension(name), columns) is null)],
        [.. Enum.GetValues<GraphGroup>().Where(group => ReasonAgainst(group, null, columns) is null)],
        AnyText: false,
        Records: true,
        TimeBuckets.MinWidth);

    /// <exception cref="UnsupportedQueryException">The table does not have what the question needs.</exception>
    public static void Check(GraphQuery query, AthenaColumns columns)
    {
        if (ReasonAgainst(query.Group, query.Tag, columns) is { } reason) throw new UnsupportedQueryException(reason);
    }

    private static string? ReasonAgainst(GraphGroup group, string? tag, AthenaColumns columns)
    {
        switch (group)
        {
            case GraphGroup.Ip or GraphGroup.Subnet:
                return null;
            case GraphGroup.Country or GraphGroup.Asn or GraphGroup.Service:
                return $"nodes by {group.ToString().ToLowerInvariant()} are not in the raw records that Athena reads, and are only known after them: group by address or subnet, or ask the live window";
            case GraphGroup.Tag:
                var field = tag ?? "instance-tag";
                return columns.OfText(field) is not null ? null : $"the table has no column for `{field}`: the flow log's format does not have the field, or the table was made without it";
            default:
                var name = Groups.First(pair => pair.Group == group).Field;
                return columns.OfText(name) is not null ? null : $"the table has no column for `{name}`: the flow log's format does not have the field, or the table was made without it";
        }
    }
}
