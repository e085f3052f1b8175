using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FlowOptics.Emulator.Athena.Catalog;

namespace FlowOptics.Emulator.Athena.Engine;

/// <summary>
/// Partition projection: which partition an object is in follows from its key, and what is outside of a column's range or list is no partition.
/// <code>'storage.location.template'='s3://logs/AWSLogs/${account_id}/vpcflowlogs/${region}/${day}'</code>
/// </summary>
/// <remarks>https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html</remarks>
internal sealed partial class PartitionProjection
{
    private readonly TableDefinition _table;
    private readonly TimeProvider _time;
    private readonly Regex _keys;

    /// <exception cref="QueryFailure">The table's properties are none of a projection.</exception>
    public PartitionProjection(TableDefinition table, TimeProvider time)
    {
        (_table, _time) = (table, time);
        var template = table.Property("storage.location.template")
            ?? table.Location + string.Join('/', table.PartitionColumns.Select(column => $"{column.Name}=${{{column.Name}}}"));
        if (!template.StartsWith("s3://", StringComparison.Ordinal)) throw Wrong($"storage.location.template '{template}' does not begin with s3://");
        var slash = template.IndexOf('/', "s3://".Length);
        if (slash < 0) throw Wrong($"storage.location.template '{template}' has no path");
        Bucket = template["s3://".Length..slash];
        var path = template[(slash + 1)..].TrimEnd('/');
        foreach (var column in table.PartitionColumns)
        {
            if (!path.Contains($"${{{column.Name}}}", StringComparison.Ordinal))
                throw Wrong($"storage.location.template '{template}' does not hold ${{{column.Name}}}");
        }

        Prefix = path[..(path.IndexOf("${", StringComparison.Ordinal) is >= 0 and var first ? first : path.Length)];
        _keys = new Regex("^" + Pattern(path) + "/", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
    }

    public string Bucket { get; }

    /// <summary>What all keys of the table begin with.</summary>
    public string Prefix { get; }

    /// <summary>Columns that a query must bind by equality.</summary>
    public IEnumerable<string> Injected => _table.PartitionColumns.Where(column => TypeOf(column.Name) == "injected").Select(column => column.Name);

    /// <summary>The values of an object's partition; null where it is in none.</summary>
    public string[]? ValuesOf(string key)
    {
        if (_keys.Match(key) is not { Success: true } match) return null;
        var values = _table.PartitionColumns.Select(column => match.Groups[column.Name].Value).ToArray();
        return _table.PartitionColumns.Zip(values).All(pair => IsInRange(pair.First.Name, pair.Second)) ? values : null;
    }

    private string? Setting(string column, string name) => _table.Property($"projection.{column}.{name}");

    private string TypeOf(string column) => Setting(column, "type") is { } type && type is ("enum" or "integer" or "date" or "injected")
        ? type
        : throw Wrong($"projection.{column}.type must be enum, integer, date or injected");

    private string Pattern(string path)
    {
        var pattern = new StringBuilder();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var last = 0;
        foreach (Match variable in Variable().Matches(path))
        {
            pattern.Append(Regex.Escape(path[last..variable.Index]));
            last = variable.Index + variable.Length;
            var name = variable.Groups["name"].Value.ToLowerInvariant();
            if (!_table.PartitionColumns.Any(column => column.Name == name))
                throw Wrong($"storage.location.template names '{name}', which is no partition column");
            pattern.Append(seen.Add(name) ? $"(?<{name}>{ValuePattern(name)})" : $"\\k<{name}>");
        }

        return pattern.Append(Regex.Escape(path[last..])).ToString();
    }

    private string ValuePattern(string column) => TypeOf(column) switch
    {
        "enum" => "(" + string.Join('|', Values(column).Select(Regex.Escape)) + ")",
        "integer" => "-?[0-9]+",
        "date" => string.Concat(Format(column).Select(c => char.IsAsciiLetter(c) ? "[0-9]" : c == '\'' ? "" : Regex.Escape(c.ToString()))),
        _ => "[^/]+",
    };

    private IEnumerable<string> Values(string column) =>
        (Setting(column, "values") ?? throw Wrong($"projection.{column}.values is missing")).Split(',').Select(value => value.Trim());

    private string Format(string column) => Setting(column, "format") ?? throw Wrong($"projection.{column}.format is missing");

    private bool IsInRange(string column, string value)
    {
        switch (TypeOf(column))
        {
            case "integer":
                var (least, most) = Range(column);
                return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    && number >= long.Parse(least, CultureInfo.InvariantCulture) && number <= long.Parse(most, CultureInfo.InvariantCulture);
            case "date":
                var (first, last) = Range(column);
                return Parse(value, Format(column)) is { } date && date >= End(column, first) && date <= End(column, last);
            default:
                return true;
        }
    }

    private (string First, string Last) Range(string column)
    {
        var ends = (Setting(column, "range") ?? throw Wrong($"projection.{column}.range is missing")).Split(',');
        return ends.Length == 2 ? (ends[0].Trim(), ends[1].Trim()) : throw Wrong($"projection.{column}.range must be two values");
    }

    private DateTime End(string column, string text)
    {
        if (Parse(text, Format(column)) is { } date) return date;
        if (Now().Match(text.Replace(" ", "", StringComparison.Ordinal)) is not { Success: true } match)
            throw Wrong($"projection.{column}.range: '{text}' is neither NOW nor of the format {Format(column)}");
        var now = _time.GetUtcNow().UtcDateTime;
        if (!match.Groups["number"].Success) return now;
        var number = int.Parse(match.Groups["number"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value.ToUpperInvariant() switch
        {
            "YEAR" => now.AddYears(number),
            "MONTH" => now.AddMonths(number),
            "WEEK" => now.AddDays(7 * number),
            "DAY" => now.AddDays(number),
            "HOUR" => now.AddHours(number),
            "MINUTE" => now.AddMinutes(number),
            _ => now.AddSeconds(number),
        };
    }

    // Java's letters for year to second are .NET's.
    private static DateTime? Parse(string text, string format) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var date)
            ? date
            : null;

    private QueryFailure Wrong(string message) => new("INVALID_TABLE_PROPERTY", $"Table {_table.Database}.{_table.Name}: {message}");

    [GeneratedRegex(@"\$\{(?<name>[^}]+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^NOW((?<number>[+-][0-9]+)(?<unit>YEAR|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)S?)?$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Now();
}
