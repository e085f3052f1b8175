using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>
/// A dimension in SQL: the columns that rows are first grouped by (small numbers, and addresses as they are), and, where these are numbers of texts, the join that makes the texts of them.
/// </summary>
/// <param name="index">Tells the dimensions of a query apart.</param>
internal sealed class DimensionSql(Dimension dimension, int index)
{
    private readonly DimensionTexts? _texts = DimensionTexts.Of(dimension.Name);

    private bool IsAddress => dimension.Kind is DimensionKind.Address or DimensionKind.Subnet;

    public Dimension Dimension => dimension;

    /// <summary>Whether its numbers stand for texts, of which several numbers can have the same.</summary>
    public bool IsMapped => _texts is not null;

    /// <summary>The key's columns, before and after the mapping.</summary>
    public IReadOnlyList<string> Columns { get; } =
        dimension.Kind is DimensionKind.Address or DimensionKind.Subnet ? [$"k{index}_high", $"k{index}_low"] : [$"k{index}"];

    public string ColumnList => string.Join(", ", Columns);

    /// <summary>The key's columns as they are read: numbers as BIGINT.</summary>
    public string Output => IsAddress || dimension.Kind == DimensionKind.Text ? ColumnList : $"k{index}::BIGINT";

    /// <summary>What to select from a table for it; null where the table does not have it.</summary>
    public string? SelectFrom(LakeTable table, RecordEnd end)
    {
        if (DimensionColumns.Of(dimension.Name, table, end) is not { } column) return null;
        if (!IsAddress) return $"{column} AS k{index}";
        var (high, low) = ($"{column}high", $"{column}low");
        if (dimension.Name is Dimensions.PktSrcAddr or Dimensions.PktDstAddr) (high, low) = ($"coalesce({high}, 0)", $"coalesce({low}, 0)");
        // A /24 of IPv4, which is mapped into IPv6, or a /64: see DimensionKey.OfSubnet.
        if (dimension.Kind == DimensionKind.Subnet) low = $"CASE WHEN {high} = 0 AND {low} >> 32 = 65535 THEN {low} - {low} % 256 ELSE 0::UBIGINT END";
        return $"{high} AS k{index}_high, {low} AS k{index}_low";
    }

    /// <summary>After grouped rows <c>g</c>: the join that its texts take.</summary>
    public void AddJoin(SqlText sql)
    {
        if (_texts is { } texts) sql.Add($" LEFT JOIN {texts.Table} AS m{index} ON m{index}.id = g.k{index}");
    }

    /// <summary>The key's columns, mapped, out of <c>g</c> and the join.</summary>
    public void AddMapped(SqlText sql)
    {
        if (_texts is { } texts) texts.AddValue(sql, $"m{index}").Add($" AS k{index}");
        else sql.Add(string.Join(", ", Columns.Select(column => "g." + column)));
    }

    /// <summary>A key as parameters, in the order of the columns.</summary>
    public void AddKey(SqlText sql, DimensionKey key)
    {
        if (IsAddress) sql.Value(key.High).Add("::UBIGINT, ").Value(key.Low).Add("::UBIGINT");
        else if (dimension.Kind == DimensionKind.Text) sql.Value(key.Text ?? "").Add("::VARCHAR");
        else sql.Value(key.Number).Add("::BIGINT");
    }

    /// <param name="column">The first of its columns; moved on past them.</param>
    public DimensionKey Read(DuckDbChunk chunk, ref int column, int row)
    {
        if (IsAddress) return DimensionKey.OfAddress(new Address(chunk.Column<ulong>(column++)[row], chunk.Column<ulong>(column++)[row]));
        if (dimension.Kind == DimensionKind.Text) return DimensionKey.OfText(chunk.GetString(column++, row));
        return DimensionKey.OfNumber(chunk.Column<long>(column++)[row]);
    }
}
