namespace FlowOptics.Lake.Tests.Queries;

public sealed class QueryPlannerTests
{
    private static readonly SealedSpans Spans = new([new(3, 5)], [new(70, 72), new(120, 121)], [new(251_000, 252_000), new(435_600, 436_000)]);

    [Fact]
    public void Takes_the_coarsest_table_of_each_part() =>
        Assert.Equal(["places_day 3-5", "places_hour 70-72 120-121", "flows 251000-252000 435600-436000"], Text(QueryPlanner.Parts(Spans, LakeTable.PlacesDay, LakeTable.PlacesHour)));

    [Fact]
    public void Takes_hours_for_days_where_no_table_by_day_serves() =>
        Assert.Equal(["services_hour 70-121", "flows 251000-252000 435600-436000"], Text(QueryPlanner.Parts(Spans, null, LakeTable.ServicesHour)));

    [Fact]
    public void Takes_records_for_hours_where_no_table_by_hour_serves() =>
        Assert.Equal(["hosts_day 3-5", "flows 251000-259200 432000-436000"], Text(QueryPlanner.Parts(Spans, LakeTable.HostsDay, null)));

    [Fact]
    public void Takes_records_alone_where_no_other_table_serves() =>
        Assert.Equal(["flows 251000-436000"], Text(QueryPlanner.Parts(Spans, null, null)));

    private static IEnumerable<string> Text(IEnumerable<PlannedPart> parts) =>
        parts.Select(part => $"{part.Table.Name} {string.Join(' ', part.Ranges.Select(range => $"{range.First}-{range.End}"))}");
}
