using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>Chooses the smallest tables that have what a question needs.</summary>
internal static class AggregateTables
{
    private const int Hour = 3600;
    private const int Day = 86_400;

    /// <param name="bucket">The time axis' width in seconds; null: none.</param>
    /// <returns>What <see cref="QueryPlanner.Plan"/> takes.</returns>
    public static (LakeTable? ByDay, LakeTable? ByHour) For(IReadOnlyList<DimensionSql> dimensions, FlowFilter? filter, int? bucket)
    {
        bool Has(LakeTable table) => CanAnswer(table, dimensions) && (filter is null || (table.Filter?.CanAnswer(filter) ?? false));
        var days = bucket is null || bucket % Day == 0;
        var hours = bucket is null || bucket % Hour == 0;
        if (!hours) return (null, null);
        // Services by hour are fewer than anything else by day.
        if (Has(LakeTable.ServicesHour)) return (null, LakeTable.ServicesHour);
        if (Has(LakeTable.PlacesHour)) return (days ? LakeTable.PlacesDay : null, LakeTable.PlacesHour);
        if (!days) return (null, null);
        return (Has(LakeTable.HostsDay) ? LakeTable.HostsDay : Has(LakeTable.LinksDay) ? LakeTable.LinksDay : null, null);
    }

    private static bool CanAnswer(LakeTable table, IReadOnlyList<DimensionSql> dimensions) =>
        dimensions.All(dimension => dimension.SelectFrom(table, RecordEnd.Source) is not null)
        && (table != LakeTable.HostsDay || dimensions.Select(dimension => HostEnd(dimension.Dimension)).Where(end => end is not null).Distinct().Count() <= 1);

    /// <summary>Of which end a row of hosts_day must be; null where it does not matter.</summary>
    private static string? HostEnd(Dimension dimension) => dimension.Name switch
    {
        Dimensions.SrcAddr or Dimensions.SrcSubnet => "source",
        Dimensions.DstAddr or Dimensions.DstSubnet => "destination",
        Dimensions.Addr or Dimensions.Subnet => "both",
        _ => null,
    };
}
