namespace FlowOptics.Emulator.Athena.Catalog;

/// <summary>A table of the catalogue: where its objects are, and how they are read. One JSON file each.</summary>
/// <param name="Location">e.g. <c>s3://bucket/AWSLogs/</c>, always with a slash at its end.</param>
/// <param name="Delimiter">Between a line's fields.</param>
/// <param name="Properties">TBLPROPERTIES, by lower-case name.</param>
internal sealed record TableDefinition(
    string Database, string Name, IReadOnlyList<ColumnDefinition> Columns, IReadOnlyList<ColumnDefinition> PartitionColumns,
    bool IsParquet, string Delimiter, string Location, Dictionary<string, string> Properties, DateTimeOffset Created)
{
    public bool IsProjected => Property("projection.enabled") == "true";

    public int HeaderLines =>
        int.TryParse(Property("skip.header.line.count"), System.Globalization.CultureInfo.InvariantCulture, out var lines) ? lines : 0;

    public string? Property(string name) => Properties.GetValueOrDefault(name);
}
