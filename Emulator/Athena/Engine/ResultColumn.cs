namespace FlowOptics.Emulator.Athena.Engine;

/// <summary>A column of a result, as ResultSetMetadata says it.</summary>
/// <param name="Type">Trino's, e.g. <c>varchar</c>.</param>
internal sealed record ResultColumn(string Name, string Type)
{
    public int Precision => Type switch
    {
        "varchar" => int.MaxValue,
        "integer" => 10,
        "bigint" => 19,
        "smallint" => 5,
        "tinyint" => 3,
        "double" or "float" => 17,
        "timestamp" or "timestamp with time zone" => 3,
        _ => 0,
    };
}
