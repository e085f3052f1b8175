using System.Globalization;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Emulator.Athena.Engine;

/// <summary>Types and values as Athena writes them: all texts.</summary>
internal static class ResultValues
{
    /// <summary>Trino's name of one of DuckDB's types, by its text, e.g. <c>DECIMAL(18,3)</c>.</summary>
    public static string TypeOf(string duckDb) => duckDb switch
    {
        "BOOLEAN" => "boolean",
        "TINYINT" => "tinyint",
        "SMALLINT" => "smallint",
        "INTEGER" => "integer",
        // A sum of bigints is one in Trino; unsigned numbers are only made by DuckDB itself.
        "BIGINT" or "HUGEINT" or "UBIGINT" or "UINTEGER" or "USMALLINT" or "UTINYINT" => "bigint",
        "UHUGEINT" => "ipaddress",
        "FLOAT" => "float",
        "DOUBLE" => "double",
        "DATE" => "date",
        "TIMESTAMP" => "timestamp",
        "TIMESTAMP WITH TIME ZONE" => "timestamp with time zone",
        "JSON" => "json",
        "BLOB" => "varbinary",
        "\"NULL\"" => "unknown",
        _ when duckDb.EndsWith(']') => "array",
        _ when duckDb.StartsWith("MAP", StringComparison.Ordinal) => "map",
        _ when duckDb.StartsWith("STRUCT", StringComparison.Ordinal) => "row",
        _ when duckDb.StartsWith("DECIMAL", StringComparison.Ordinal) => "decimal",
        _ => "varchar",
    };

    /// <summary>What a column must be selected as, so that <see cref="Text"/> can read it.</summary>
    public static string Selected(string column, string duckDb) => TypeOf(duckDb) switch
    {
        "ipaddress" => $"trino_ip_text({column})",
        "boolean" or "tinyint" or "smallint" or "integer" or "bigint" or "float" or "double" or "date" or "timestamp" or "timestamp with time zone" =>
            column,
        _ => $"CAST({column} AS VARCHAR)",
    };

    public static string? Text(DuckDbChunk chunk, int column, int row)
    {
        if (chunk.IsNull(column, row)) return null;
        return chunk.TypeOf(column) switch
        {
            DuckDbType.Varchar => chunk.GetString(column, row),
            DuckDbType.Boolean => chunk.Column<byte>(column)[row] != 0 ? "true" : "false",
            DuckDbType.Date =>
                DateOnly.FromDayNumber(chunk.Column<int>(column)[row] + DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber)
                    .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DuckDbType.Timestamp => Time(chunk.Column<long>(column)[row]),
            DuckDbType.TimestampWithZone => Time(chunk.Column<long>(column)[row]) + " UTC",
            DuckDbType.Double => Number(chunk.Column<double>(column)[row]),
            DuckDbType.Float => Number(chunk.Column<float>(column)[row]),
            _ => Convert.ToString(chunk.GetValue(column, row), CultureInfo.InvariantCulture),
        };
    }

    /// <summary>As Java writes a double: a fraction always, an exponent below 0.001 and from ten million on.</summary>
    internal static string Number(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "Infinity" : "-Infinity";
        return Java(value.ToString("R", CultureInfo.InvariantCulture), Math.Abs(value));
    }

    private static string Number(float value)
    {
        if (!float.IsFinite(value)) return Number((double)value);
        return Java(value.ToString("R", CultureInfo.InvariantCulture), Math.Abs(value));
    }

    private static string Java(string shortest, double size)
    {
        var digits = decimal.TryParse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && size is 0 or (>= 1e-3 and < 1e7)
            ? exact.ToString(CultureInfo.InvariantCulture)
            : null;
        if (digits is not null) return digits.Contains('.', StringComparison.Ordinal) ? digits : digits + ".0";
        // Scientific, with one digit before the point.
        var mantissa = shortest.Replace("-", "", StringComparison.Ordinal);
        var exponent = 0;
        if (mantissa.IndexOf('E', StringComparison.Ordinal) is >= 0 and var e)
        {
            exponent = int.Parse(shortest[(shortest.IndexOf('E', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
            mantissa = mantissa[..e];
        }

        var point = mantissa.IndexOf('.', StringComparison.Ordinal) is >= 0 and var found ? found : mantissa.Length;
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var first = all.AsSpan().IndexOfAnyExcept('0');
        exponent += point - first - 1;
        var rest = all[(first + 1)..].TrimEnd('0');
        return $"{(shortest.StartsWith('-') ? "-" : "")}{all[first]}.{(rest.Length == 0 ? "0" : rest)}E{exponent.ToString(CultureInfo.InvariantCulture)}";
    }

    private static string Time(long microseconds) =>
        DateTime.UnixEpoch.AddMicroseconds(microseconds).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
