namespace FlowOptics.Lake;

/// <summary>The rows that an aggregate is summed from, out of the tables that its plan names.</summary>
/// <param name="buckets">Null: rows without a bucket.</param>
internal sealed class AggregateRows(PlannedSource source, IReadOnlyList<DimensionSql> dimensions, TimeBuckets? buckets)
{
    public PlannedSource Source => source;

    /// <summary>Adds a query in brackets, with the dimensions' key columns, <c>bucket</c> (its number since 1970), and what else is asked for.</summary>
    /// <param name="others">Further columns, e.g. <see cref="Sums"/>.</param>
    public SqlText AddTo(SqlText sql, Func<LakeTable, string> others)
    {
        var separator = "(";
        foreach (var end in Ends())
        {
            sql.Add(separator).Add("FROM ");
            source.AddTo(sql, table => string.Join(", ", Columns(table, end).Append(others(table))), (condition, table) => AddEnd(condition, table, end));
            separator = " UNION ALL ";
        }

        return sql.Add(")");
    }

    /// <summary>The columns flows, packets and bytes.</summary>
    public static string Sums(LakeTable table) => $"{table.Records} AS flows, packets, bytes";

    /// <summary>The column v: one of them.</summary>
    public static Func<LakeTable, string> Measure(TrafficMeasure measure) => table => measure switch
    {
        TrafficMeasure.Bytes => "bytes AS v",
        TrafficMeasure.Packets => "packets AS v",
        _ => $"{table.Records} AS v",
    };

    private IEnumerable<string> Columns(LakeTable table, RecordEnd end)
    {
        foreach (var dimension in dimensions) yield return dimension.SelectFrom(table, end)!;
        if (buckets is not null) yield return FormattableString.Invariant($"({table.Time} // {buckets.Width / table.Unit})::BIGINT AS bucket");
    }

    // Where both ends count, each record makes two rows; of hosts_day, which has a row for each end, those of one end stand for the records.
    private IEnumerable<RecordEnd> Ends()
    {
        if (dimensions.Any(dimension => dimension.Dimension.CountsBothEnds)) return [RecordEnd.Source, RecordEnd.Destination];
        return dimensions.Any(dimension => dimension.Dimension.Name is Dimensions.DstAddr or Dimensions.DstSubnet) ? [RecordEnd.Destination] : [RecordEnd.Source];
    }

    private static void AddEnd(SqlText sql, LakeTable table, RecordEnd end)
    {
        if (table == LakeTable.HostsDay) sql.Add(end == RecordEnd.Source ? " AND sent" : " AND NOT sent");
    }
}
