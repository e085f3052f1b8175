namespace Aspire.Hosting.Telemetry.Metrics;

/// <summary>Answers a question about an instrument.</summary>
internal static class MetricQuery
{
    private const int MostLines = 10;
    private const string Others = "others";

    private static readonly (string Name, double Share)[] Quantiles = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99)];

    /// <summary>What may be shown of a kind, the usual first.</summary>
    public static IReadOnlyList<MetricShow> ShownOf(InstrumentKind kind) => kind switch
    {
        InstrumentKind.Counter => [MetricShow.Rate, MetricShow.Delta, MetricShow.Total],
        InstrumentKind.Histogram => [MetricShow.Quantiles, MetricShow.Rate, MetricShow.Mean, MetricShow.Sum],
        _ => [MetricShow.Value],
    };

    /// <summary>To be called where nothing changes the instrument meanwhile.</summary>
    public static MetricAnswer Answer(Instrument instrument, MetricQuestion question, TimeGrid grid)
    {
        var show = question.Show ?? ShownOf(instrument.Kind)[0];
        var groups = instrument.Series.Where(series => Matches(series, question))
            .GroupBy(series => question.By is null ? "" : ValueOf(series, question.By), StringComparer.Ordinal).ToList();
        if (show is MetricShow.Value or MetricShow.Total) return new MetricAnswer(instrument, show, grid, Values(instrument, question, groups, grid), Observations: null);

        var bounds = instrument.Series.FirstOrDefault()?.Bounds ?? [];
        var sums = groups.Select(group => (group.Key, Sums: SumsOf(group, grid, bounds))).ToList();
        var all = new StepSums(grid, bounds);
        foreach (var (_, sum) in sums) all.Add(sum);
        return new MetricAnswer(instrument, show, grid, Lines(instrument, question, sums, all, show, grid),
            instrument.Kind == InstrumentKind.Histogram ? Array(grid, step => Math.Round(all.Count(step), 3)) : null);
    }

    private static bool Matches(MetricSeries series, MetricQuestion question)
    {
        foreach (var (name, values) in question.Dimensions)
        {
            if (!values.Contains(ValueOf(series, name))) return false;
        }

        return true;
    }

    private static string ValueOf(MetricSeries series, string dimension)
    {
        foreach (var (name, value) in series.Dimensions)
        {
            if (name == dimension) return value;
        }

        return "";
    }

    private static List<MetricLine> Values(Instrument instrument, MetricQuestion question, IEnumerable<IGrouping<string, MetricSeries>> groups, TimeGrid grid)
    {
        var values = groups.Select(group =>
        {
            var sum = new StepValues(grid);
            foreach (var series in group) sum.Add(series);
            return (group.Key, Values: sum);
        }).OrderByDescending(group => group.Values.Largest).ToList();
        var lines = values.Take(MostLines).Select(group => Line(question.By is null ? instrument.Name : group.Key, grid, step => group.Values[step])).ToList();
        if (values.Count <= MostLines) return lines;
        var others = new StepValues(grid);
        foreach (var (_, value) in values.Skip(MostLines)) others.Add(value);
        lines.Add(Line(Others, grid, step => others[step]));
        return lines;
    }

    private static StepSums SumsOf(IEnumerable<MetricSeries> group, TimeGrid grid, double[] bounds)
    {
        var sums = new StepSums(grid, bounds);
        foreach (var series in group) sums.Add(series);
        return sums;
    }

    private static List<MetricLine> Lines(
        Instrument instrument, MetricQuestion question, List<(string Key, StepSums Sums)> groups, StepSums all, MetricShow show, TimeGrid grid)
    {
        if (question.By is null)
        {
            return show == MetricShow.Quantiles
                ? [.. Quantiles.Select(quantile => Line(quantile.Name, grid, step => all.Quantile(step, quantile.Share)))]
                : [Line(instrument.Name, grid, step => Value(all, step, show, grid))];
        }

        var ordered = groups.OrderByDescending(group => group.Sums.Total).ToList();
        var lines = ordered.Take(MostLines).Select(group => Line(group.Key, grid, step => Value(group.Sums, step, show, grid))).ToList();
        if (ordered.Count <= MostLines) return lines;
        var others = new StepSums(grid, instrument.Series.First().Bounds);
        foreach (var (_, sums) in ordered.Skip(MostLines)) others.Add(sums);
        lines.Add(Line(Others, grid, step => Value(others, step, show, grid)));
        return lines;
    }

    private static double? Value(StepSums sums, int step, MetricShow show, TimeGrid grid)
    {
        if (!sums.IsKnown(step)) return null;
        return show switch
        {
            MetricShow.Rate => sums.Count(step) / grid.StepInSeconds,
            MetricShow.Delta => sums.Count(step),
            MetricShow.Sum => sums.Sum(step) / grid.StepInSeconds,
            MetricShow.Mean => sums.Count(step) > 0 ? sums.Sum(step) / sums.Count(step) : null,
            _ => sums.Quantile(step, Quantiles[1].Share),
        };
    }

    private static MetricLine Line(string name, TimeGrid grid, Func<int, double?> value) => new(name, Array(grid, value));

    private static T[] Array<T>(TimeGrid grid, Func<int, T> value)
    {
        var values = new T[grid.Count];
        for (var step = 0; step < values.Length; step++) values[step] = value(step);
        return values;
    }
}
