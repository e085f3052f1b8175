using FlowOptics.Flows;

namespace FlowOptics.Lake.Tests.Reference;

/// <summary>Sums by dimensions by the obvious way: LINQ over records.</summary>
public static class ReferenceAggregates
{
    private static readonly QueryPlan NoPlan = new([], 0, 0);

    public static AggregateAnswer Of(IEnumerable<FlowRecord> all, AggregateQuery query)
    {
        var records = Matching(all, query).ToList();
        var both = query.By.Any(dimension => dimension.Name is "addr" or "subnet");
        // A record of dimensions that count both ends is two.
        var counted = records.Select(record => (Record: record, Source: true)).Concat(both ? records.Select(record => (Record: record, Source: false)) : []).ToList();
        var groups = counted
            .GroupBy(each => string.Join('|', query.By.Select(dimension => Text(each.Record, dimension, each.Source) ?? "<none>")))
            .Select(group => (
                Keys: query.By.Select(dimension => DimensionValues.Of(group.First().Record, dimension.Name, group.First().Source)).ToArray(),
                Records: group.Select(each => each.Record).ToList()))
            .OrderByDescending(group => group.Records.Sum(record => Of(record, query.Measure)))
            .ThenBy(group => group.Keys, Comparer<DimensionKey[]>.Create((left, right) => left.Zip(right, (x, y) => x.CompareTo(y)).FirstOrDefault(order => order != 0)))
            .ToList();
        var starts = query.BucketSeconds is { } width ? Starts(query, width) : null;
        return new AggregateAnswer(
            query.From,
            query.To,
            [.. groups.Take(query.Limit).Select(group => Group([.. query.By.Select((dimension, i) => group.Keys[i].ToText(dimension.Kind))], group.Records, query, starts))],
            groups.Count,
            groups.Count > query.Limit ? Group([], groups.Skip(query.Limit).SelectMany(group => group.Records).ToList(), query, starts) : null,
            Sum(records),
            starts,
            NoPlan);
    }

    public static SankeyAnswer Of(IEnumerable<FlowRecord> all, SankeyQuery query)
    {
        var records = Matching(all, query).ToList();
        var nodes = new List<(int Level, string? Value, bool Other, SankeyNode Node)>();
        bool IsShown(int level, string? value) => nodes.Any(node => node.Level == level && !node.Other && node.Value == value);
        int NodeOf(FlowRecord record, int level)
        {
            var value = Text(record, query.By[level], true);
            return nodes.FindIndex(node => node.Level == level && (node.Other || node.Value == value));
        }

        for (var level = 0; level < query.By.Count; level++)
        {
            var at = level;
            var answer = Of(records, new AggregateQuery { From = query.From, To = query.To, By = [query.By[level]], Measure = query.Measure, Limit = query.Top });
            foreach (var group in answer.Groups) nodes.Add((level, group.Values[0], false, new SankeyNode(level, group.Values[0], 0, group.Traffic)));
            if (answer.Rest is { } rest) nodes.Add((level, null, true, new SankeyNode(level, null, records.Select(record => Text(record, query.By[at], true)).Distinct().Count(value => !IsShown(at, value)), rest.Traffic)));
        }

        var links = Enumerable.Range(0, query.By.Count - 1)
            .SelectMany(level => records.GroupBy(record => (Source: NodeOf(record, level), Target: NodeOf(record, level + 1))))
            .Select(link => new SankeyLink(link.Key.Source, link.Key.Target, Sum(link)))
            .OrderBy(link => link.Source).ThenBy(link => link.Target);
        return new SankeyAnswer(query.From, query.To, [.. nodes.Select(node => node.Node)], [.. links], Sum(records), NoPlan);
    }

    public static IEnumerable<FlowRecord> Matching(IEnumerable<FlowRecord> all, FlowScope scope) => all
        .Where(record => DateTimeOffset.FromUnixTimeSeconds(record.Start) >= scope.From && DateTimeOffset.FromUnixTimeSeconds(record.Start) < scope.To)
        .Where(record => scope.Account is null || record.Account == scope.Account)
        .Where(record => scope.Region is null || record.Region == scope.Region)
        .Where(record => scope.Filter is null || KnownFilters.All[scope.Filter.Text](record));

    private static string? Text(FlowRecord record, Dimension dimension, bool source) => DimensionValues.Of(record, dimension.Name, source).ToText(dimension.Kind);

    private static AggregateGroup Group(IReadOnlyList<string?> values, List<FlowRecord> records, AggregateQuery query, long[]? starts)
    {
        var points = starts?.Select(start => records.Where(record => record.Start / query.BucketSeconds == start / query.BucketSeconds).Aggregate(default(Traffic), (sum, record) => sum + record.Traffic)).ToList();
        var measures = points?.Select(point => query.Measure == TrafficMeasure.Bytes ? point.Bytes : query.Measure == TrafficMeasure.Packets ? point.Packets : point.Flows).Order().ToList();
        var statistics = query.WithStatistics && measures is not null;
        long? P95() => measures!.Count == 0 ? 0 : measures[(int)Math.Ceiling(0.95m * measures.Count) - 1];
        return new AggregateGroup(values, Sum(records), query.WithPoints ? points : null, statistics ? P95() : null, statistics ? measures!.Count == 0 ? 0 : measures[^1] : null);
    }

    private static long[] Starts(AggregateQuery query, int width)
    {
        var starts = new List<long>();
        // Whole seconds only begin a record: a range between two of them is empty.
        var (first, end) = (Ceiling(query.From), Ceiling(query.To));
        for (var start = first / width * width; start < end && first < end; start += width) starts.Add(start);
        return [.. starts];
    }

    private static long Ceiling(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() + 999) / 1000;

    private static long Of(FlowRecord record, TrafficMeasure measure) => measure switch
    {
        TrafficMeasure.Bytes => record.Bytes,
        TrafficMeasure.Packets => record.Packets,
        _ => 1,
    };

    private static TrafficByAction Sum(IEnumerable<FlowRecord> records)
    {
        var all = records.ToList();
        Traffic Of(FlowAction action) => all.Where(record => record.Action == action).Aggregate(default(Traffic), (sum, record) => sum + record.Traffic);
        return new TrafficByAction(Of(FlowAction.Accept), Of(FlowAction.Reject), Of(FlowAction.None));
    }
}
