using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>
/// A filter as a condition in DuckDB's SQL. It is true or false of each row, never NULL; whatever a person wrote is a parameter. Texts are looked for in the small
/// tables that hold each of them once, and the rows by their numbers.
/// </summary>
internal static class FilterSql
{
    /// <summary>Adds the condition: terms with AND between them, so that DuckDB can push them down, or one in brackets.</summary>
    /// <exception cref="UnsupportedQueryException">The table does not have a field: ask <see cref="FilterColumns.CanAnswer"/> first.</exception>
    public static SqlText Add(SqlText sql, FlowFilter filter, FilterColumns columns)
    {
        if (filter.Fields.FirstOrDefault(operand => !columns.Has(operand)) is { } lacking)
            throw new UnsupportedQueryException($"the table {columns.Name} does not have the filter's field `{lacking}`: ask the records");
        var comparisons = new ComparisonSql(sql, columns);
        SqlTree.Write(filter.Root, sql.Add, comparisons.Add);
        return sql;
    }
}
