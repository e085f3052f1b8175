using System.Globalization;

namespace FlowOptics.Lake;

/// <summary>
/// The partition columns that say when: one with the day (and hour) as the projection's format writes it (<c>2026/11/22</c>), or <c>year</c>, <c>month</c>, <c>day</c> of a Hive-compatible layout.
/// Objects are filed by when they are delivered: not before their records begin, and little later.
/// </summary>
internal sealed class AthenaDays
{
    private static readonly string[] SingleNames = ["day", "date", "dt", "datehour", "partition_date", "partition_0"];
    private static readonly string[] HiveNames = ["year", "month", "day"];

    private readonly string[] _columns;
    private readonly string _format;

    private AthenaDays(string[] columns, string format) => (_columns, _format) = (columns, format);

    public IReadOnlyList<string> Columns => _columns;

    /// <returns>Null where no partition column says when.</returns>
    public static AthenaDays? Of(AthenaTableMetadata table)
    {
        var names = (table.PartitionKeys ?? []).Select(column => column.Name).ToList();
        string? Setting(string column, string name) => table.Parameters?.GetValueOrDefault($"projection.{column}.{name}");
        if (HiveNames.All(names.Contains)) return new AthenaDays(HiveNames, "");
        var column = names.Find(name => Setting(name, "type") == "date") ?? Array.Find(SingleNames, names.Contains);
        return column is null ? null : new AthenaDays([column], Setting(column, "format") ?? "yyyy/MM/dd");
    }

    /// <summary>The days' values for each column of a range: all that its records can be filed under.</summary>
    public static IEnumerable<DateTime> Between(DateTimeOffset from, DateTimeOffset to, TimeSpan late)
    {
        for (var day = from.UtcDateTime.Date; day <= Last(to, late); day = day.AddDays(1)) yield return day;
    }

    /// <summary>A day's value of a column, as it is in the objects' keys.</summary>
    public string ValueOf(string column, DateTime day) => day.ToString(_columns.Length == 1 ? _format : column switch { "year" => "yyyy", "month" => "MM", _ => "dd" }, CultureInfo.InvariantCulture);

    /// <summary>Adds the condition, each of its terms beginning with AND, at the top level: so Athena looks at no other partition.</summary>
    public void AddTo(AthenaText sql, DateTimeOffset from, DateTimeOffset to, TimeSpan late)
    {
        if (_columns is [var column])
        {
            sql.Add(" AND ").Add(AthenaColumns.Quoted(column)).Add(" BETWEEN ").Value(from.UtcDateTime.ToString(_format, CultureInfo.InvariantCulture))
                .Add(" AND ").Value(Last(to, late).ToString(_format, CultureInfo.InvariantCulture));
            return;
        }

        // Each by itself for the projection, which wants values; and then which of them go together.
        var days = Between(from, to, late).ToList();
        AddIn(sql, "year", days);
        AddIn(sql, "month", days);
        if (days.Count <= 31) AddIn(sql, "day", days);
        var first = from.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var last = Last(to, late).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        sql.Add(" AND concat(\"year\", \"month\", \"day\") BETWEEN ").Value(first).Add(" AND ").Value(last);
    }

    // The range ends before its end.
    private static DateTime Last(DateTimeOffset to, TimeSpan late) => (to + late).UtcDateTime.AddTicks(-1);

    private void AddIn(AthenaText sql, string column, List<DateTime> days)
    {
        var separator = $" AND {AthenaColumns.Quoted(column)} IN (";
        foreach (var value in days.Select(day => ValueOf(column, day)).Distinct())
        {
            sql.Add(separator).Value(value);
            separator = ", ";
        }

        sql.Add(")");
    }
}
