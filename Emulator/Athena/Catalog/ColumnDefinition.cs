namespace FlowOptics.Emulator.Athena.Catalog;

/// <param name="Type">Hive's, e.g. <c>bigint</c>, <c>decimal(10,2)</c>.</param>
internal sealed record ColumnDefinition(string Name, string Type, string? Comment = null)
{
    /// <summary>DuckDB's type of the same values.</summary>
    /// <exception cref="QueryFailure">The emulator does not have it.</exception>
    public string DuckDbType => Type switch
    {
        "string" => "VARCHAR",
        "int" or "integer" => "INTEGER",
        "bigint" => "BIGINT",
        "smallint" => "SMALLINT",
        "tinyint" => "TINYINT",
        "double" => "DOUBLE",
        "float" => "FLOAT",
        "boolean" => "BOOLEAN",
        "date" => "DATE",
        "timestamp" => "TIMESTAMP",
        _ when Type.StartsWith("varchar", StringComparison.Ordinal) || Type.StartsWith("char", StringComparison.Ordinal) => "VARCHAR",
        _ when Type.StartsWith("decimal", StringComparison.Ordinal) => Type,
        _ => throw new QueryFailure("NOT_SUPPORTED", $"The emulator has no columns of type {Type} (column {Name})"),
    };
}
