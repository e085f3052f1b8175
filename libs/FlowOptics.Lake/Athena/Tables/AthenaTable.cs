namespace FlowOptics.Lake;

/// <summary>A table of flow logs in Athena as it was found: which columns it has, and which of them are partitions. Both the ones that AWS documents and flow-optics' own.</summary>
internal sealed class AthenaTable
{
    private static readonly string[] AccountNames = ["aws_account_id", "aws-account-id", "accid", "account_id", "account"];
    private static readonly string[] RegionNames = ["aws_region", "aws-region", "region_code", "region"];

    private readonly AthenaTableMetadata _metadata;
    private readonly AthenaOptions _options;
    private readonly string? _account;
    private readonly string? _region;

    public AthenaTable(AthenaTableMetadata metadata, AthenaOptions options)
    {
        (_metadata, _options) = (metadata, options);
        var partitions = (metadata.PartitionKeys ?? []).Select(column => column.Name).ToList();
        _account = Array.Find(AccountNames, partitions.Contains);
        _region = Array.Find(RegionNames, partitions.Contains);
        Days = AthenaDays.Of(metadata);
        Columns = new AthenaColumns((metadata.Columns ?? []).Select(column => column.Name), _account, _region, (metadata.Columns ?? []).Where(column => IsNumber(column.Type)).Select(column => column.Name));
        Accounts = options.Accounts.Count > 0 ? options.Accounts : Listed(_account);
        Regions = options.Regions.Count > 0 ? options.Regions : Listed(_region);
        Name = $"{AthenaColumns.Quoted(options.Database)}.{AthenaColumns.Quoted(options.Table)}";
        Location = AthenaLocation.Of(metadata);
    }

    /// <summary>Quoted, with its database.</summary>
    public string Name { get; }

    public AthenaColumns Columns { get; }

    public AthenaDays? Days { get; }

    /// <summary>Those that a question without one is about; empty: not known.</summary>
    public IReadOnlyList<string> Accounts { get; }

    public IReadOnlyList<string> Regions { get; }

    /// <summary>Where the objects of a partition are; null where that does not follow from the partition's values.</summary>
    public AthenaLocation? Location { get; }

    public string? AccountPartition => _account;

    public string? RegionPartition => _region;

    /// <summary>Adds the bounds of the partitions and of the records' starts, at the top level, the first without AND.</summary>
    /// <exception cref="UnsupportedQueryException">The table cannot be asked so.</exception>
    public void AddBounds(AthenaText sql, FlowScope scope, DateTimeOffset from, DateTimeOffset to)
    {
        var start = Columns.Of(Flows.FilterFields.Start, Flows.FilterSide.None)
            ?? throw new UnsupportedQueryException($"the table {Name} has no column for the records' start (start, start_time), without which no range can be asked: make the table with it");
        sql.Add(start).Add(" >= ").Value(RecordTime.Seconds(from)).Add(" AND ").Add(start).Add(" < ").Value(RecordTime.Seconds(to));
        Days?.AddTo(sql, from, to, _options.Late);
        AddScope(sql, "account", AccountsOf(scope), scope.Account is not null || scope.Accounts is not null, _account, Columns.Of(Flows.FilterFields.Account, Flows.FilterSide.None));
        AddScope(sql, "region", RegionsOf(scope), scope.Region is not null, _region, Columns.Of(Flows.FilterFields.Region, Flows.FilterSide.None));
        // NODATA and SKIPDATA are no flows.
        if (Columns.Of(Flows.FilterFields.LogStatus, Flows.FilterSide.None) is { } status) sql.Add(" AND ").Add(status).Add(" = 'OK'");
        else sql.Add(" AND ").Add(Columns.Of(Flows.FilterFields.Address, Flows.FilterSide.Source)!).Add(" <> '-'");
    }

    /// <summary>The accounts that a question is about, none but those that who asks may see; null: all, whichever these are.</summary>
    public IReadOnlyList<string>? AccountsOf(FlowScope scope)
    {
        var asked = Asked(scope.Account, Accounts);
        if (scope.Accounts is not { } visible) return asked;
        return asked is null ? [.. visible] : [.. asked.Where(visible.Contains)];
    }

    /// <summary>The regions that a question is about; null: all, whichever these are.</summary>
    public IReadOnlyList<string>? RegionsOf(FlowScope scope) => Asked(scope.Region, Regions);

    private static IReadOnlyList<string>? Asked(string? asked, IReadOnlyList<string> known) => asked is not null ? [asked] : known.Count > 0 ? known : null;

    /// <param name="values">Those that a question is about; null: all.</param>
    /// <param name="isBound">Whether others' records would be a wrong answer.</param>
    private void AddScope(AthenaText sql, string what, IReadOnlyList<string>? values, bool isBound, string? partition, string? column)
    {
        if (values is null)
        {
            if (partition is not null && _metadata.Parameters?.GetValueOrDefault($"projection.{partition}.type") == "injected")
                throw new UnsupportedQueryException($"the table {Name} wants its {what} named: ask with {what}=…, or list those that there are in FlowOptics:Athena:{char.ToUpperInvariant(what[0])}{what[1..]}s");
            return;
        }

        if (column is null)
        {
            if (isBound) throw new UnsupportedQueryException($"the table {Name} has no column for the {what}: only who may see all of them can ask it, and without naming one");
            return;
        }

        // Where none of them may be seen, an account that no record has: a statement that finds nothing.
        var separator = $" AND {column} IN (";
        foreach (var value in values.DefaultIfEmpty(""))
        {
            sql.Add(separator).Value(value);
            separator = ", ";
        }

        sql.Add(")");
    }

    private static bool IsNumber(string? type) => type?.ToLowerInvariant() is "tinyint" or "smallint" or "int" or "integer" or "bigint";

    private string[] Listed(string? column) => column is not null && _metadata.Parameters?.GetValueOrDefault($"projection.{column}.type") == "enum"
        ? (_metadata.Parameters.GetValueOrDefault($"projection.{column}.values") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        : [];
}
