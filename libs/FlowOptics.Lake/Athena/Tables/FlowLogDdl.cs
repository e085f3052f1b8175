using System.Globalization;
using System.Text;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>
/// The table that Athena reads a flow log by, made from the log's format: a column for each field, and account, region and day as projected partitions, whose names are no field's
/// (<c>account_id</c> and <c>region</c> are). https://docs.aws.amazon.com/athena/latest/ug/vpc-flow-logs-partition-projection.html
/// </summary>
public sealed record FlowLogDdl
{
    private const string AccountColumn = "aws_account_id";
    private const string RegionColumn = "aws_region";
    private const string DayColumn = "day";

    private static readonly string[] DefaultFormat = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status".Split(' ');

    // What AWS's Parquet files have as INT32 and INT64 (docs/flow logs in Parquet); in text a number that is missing becomes NULL.
    private static readonly string[] Integers = ["version", "srcport", "dstport", "protocol", "tcp-flags", "traffic-path"];
    private static readonly string[] Longs = ["packets", "bytes", "start", "end"];

    /// <summary>The flow log's fields, with <c>${…}</c> about each or not; empty: AWS's default format.</summary>
    public string Format { get; init; } = "";

    public string Database { get; init; } = "default";

    public string Table { get; init; } = "flow_logs";

    /// <summary>What <c>AWSLogs/</c> is in: <c>s3://bucket/prefix</c>.</summary>
    public required string Location { get; init; }

    public bool Parquet { get; init; }

    /// <summary>Years, months and days are folders of their own, <c>year=2026/month=11/day=22</c>, as of a Hive-compatible log.</summary>
    public bool HiveFolders { get; init; }

    /// <summary>Days are cut into hours.</summary>
    public bool Hourly { get; init; }

    /// <summary>The accounts that log there; empty: any, and each question has to name one.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [];

    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>The first day that there is anything of.</summary>
    public DateOnly First { get; init; } = new(2020, 1, 1);

    /// <exception cref="FormatException">A field, name or place is none; the message says which.</exception>
    public string ToSql()
    {
        var location = LocationOf();
        var sql = new StringBuilder("CREATE EXTERNAL TABLE IF NOT EXISTS ").Append(Name(Database)).Append('.').Append(Name(Table)).Append(" (\n");
        sql.AppendJoin(",\n", Fields().Select(field => $"  {Name(field.Replace('-', '_'))} {TypeOf(field)}")).Append("\n)\nPARTITIONED BY (");
        string[] time = HiveFolders ? ["year", "month", DayColumn, .. Hourly ? ["hour"] : Array.Empty<string>()] : [DayColumn];
        sql.AppendJoin(", ", time.Prepend(RegionColumn).Prepend(AccountColumn).Select(column => $"{Name(column)} string")).Append(")\n");
        sql.Append(Parquet ? "STORED AS PARQUET\n" : "ROW FORMAT DELIMITED FIELDS TERMINATED BY ' '\n").Append("LOCATION ").Append(Text(location)).Append("\nTBLPROPERTIES (\n");
        var properties = new List<(string Name, string Value)> { ("projection.enabled", "true") };
        if (!Parquet) properties.Add(("skip.header.line.count", "1"));
        AddListed(properties, AccountColumn, Accounts);
        AddListed(properties, RegionColumn, Regions);
        AddTime(properties);
        properties.Add(("storage.location.template", location + Template()));
        return sql.AppendJoin(",\n", properties.Select(property => $"  {Text(property.Name)} = {Text(property.Value)}")).Append("\n)").ToString();
    }

    private string[] Fields()
    {
        var fields = Format.Split([' ', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(field => field.Trim('$', '{', '}').ToLowerInvariant().Replace('_', '-')).ToArray();
        if (fields.Length == 0) fields = DefaultFormat;
        foreach (var field in fields)
        {
            if (field.Length == 0 || !field.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')) throw new FormatException($"'{field}' is no field of a flow log: give names as srcaddr, with blanks between them");
        }

        if (fields.GroupBy(field => field).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new FormatException($"the format names {twice.Key} twice");
        return Array.Find(["srcaddr", "dstaddr", "start"], needed => !fields.Contains(needed)) is { } missing
            ? throw new FormatException($"the format lacks {missing}, without which no question about flows can be answered") : fields;
    }

    private static string TypeOf(string field) => Integers.Contains(field) ? "int" : Longs.Contains(field) ? "bigint" : "string";

    private string LocationOf()
    {
        if (!Location.StartsWith(S3Location.Scheme, StringComparison.Ordinal)) throw new FormatException($"'{Location}' is no place in S3: give the bucket as s3://bucket/prefix");
        var folder = Location.TrimEnd('/');
        return (folder.EndsWith("/AWSLogs", StringComparison.Ordinal) || folder.Contains("/AWSLogs/", StringComparison.Ordinal) ? folder : folder + "/AWSLogs") + "/";
    }

    private string Template()
    {
        var hours = Hourly ? HiveFolders ? "hour=${hour}/" : "" : "";
        return HiveFolders
            ? $"aws-account-id=${{{AccountColumn}}}/aws-service=vpcflowlogs/aws-region=${{{RegionColumn}}}/year=${{year}}/month=${{month}}/day=${{{DayColumn}}}/{hours}"
            : $"${{{AccountColumn}}}/vpcflowlogs/${{{RegionColumn}}}/${{{DayColumn}}}";
    }

    private static void AddListed(List<(string, string)> properties, string column, IReadOnlyList<string> values)
    {
        foreach (var value in values)
        {
            if (value.Length == 0 || !value.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')) throw new FormatException($"'{value}' is no account or region");
        }

        properties.Add(($"projection.{column}.type", values.Count > 0 ? "enum" : "injected"));
        if (values.Count > 0) properties.Add(($"projection.{column}.values", string.Join(',', values)));
    }

    private void AddTime(List<(string, string)> properties)
    {
        if (!HiveFolders)
        {
            var format = Hourly ? "yyyy/MM/dd/HH" : "yyyy/MM/dd";
            properties.AddRange([
                ($"projection.{DayColumn}.type", "date"), ($"projection.{DayColumn}.format", format),
                ($"projection.{DayColumn}.range", First.ToDateTime(TimeOnly.MinValue).ToString(format, CultureInfo.InvariantCulture) + ",NOW+1DAYS"),
                ($"projection.{DayColumn}.interval", "1"), ($"projection.{DayColumn}.interval.unit", Hourly ? "HOURS" : "DAYS")]);
            return;
        }

        AddNumber(properties, "year", First.Year, 2100, 4);
        AddNumber(properties, "month", 1, 12, 2);
        AddNumber(properties, DayColumn, 1, 31, 2);
        if (Hourly) AddNumber(properties, "hour", 0, 23, 2);
    }

    private static void AddNumber(List<(string, string)> properties, string column, int first, int last, int digits) => properties.AddRange([
        ($"projection.{column}.type", "integer"), ($"projection.{column}.range", string.Create(CultureInfo.InvariantCulture, $"{first},{last}")),
        ($"projection.{column}.digits", digits.ToString(CultureInfo.InvariantCulture))]);

    private static string Name(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
        ? $"`{name.ToLowerInvariant()}`" : throw new FormatException($"'{name}' is no name of a table or database: use letters, digits and underscores");

    private static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
