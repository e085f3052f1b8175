using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>A line of the table <c>ledger</c> that is to be written.</summary>
/// <param name="Id">The object's number.</param>
/// <param name="Starts">The first and the last of its records' starts in Unix seconds; null: it has none.</param>
internal readonly record struct LedgerRow(int Id, LedgerEntry Entry, (long First, long Last)? Starts)
{
    /// <summary>Writes lines inside the connection's transaction: all at once, since a statement for each costs as much as thousands of records.</summary>
    public static void Save(DuckDbConnection connection, IReadOnlyList<LedgerRow> lines)
    {
        if (lines.Count == 0) return;
        using var rows = connection.CreateAppender("ledger");
        for (var first = 0; first < lines.Count; first += rows.Capacity)
        {
            var count = Math.Min(rows.Capacity, lines.Count - first);
            for (var row = 0; row < count; row++) lines[first + row].Write(rows, row);
            rows.Append(count);
        }

        rows.Flush();
    }

    private void Write(DuckDbAppender rows, int row)
    {
        rows.Column<int>(0)[row] = Id;
        rows.SetText(1, row, Entry.Info.Bucket);
        rows.SetText(2, row, Entry.Info.Key);
        rows.SetText(3, row, Entry.ETag);
        rows.Column<long>(4)[row] = Entry.Info.Size;
        rows.Column<long>(5)[row] = Ledger.TimeOf(Entry.Info);
        rows.Column<long>(6)[row] = Entry.Records;
        rows.Column<long>(7)[row] = Entry.Rejected;
        rows.Column<long>(8)[row] = Entry.NoData;
        rows.Column<long>(9)[row] = Entry.SkipData;
        rows.Column<LedgerState>(10)[row] = Entry.State;
        rows.SetText(11, row, Entry.Reason);
        rows.Column<long>(12)[row] = Entry.Imported.ToUnixTimeMilliseconds();
        if (Starts is { } starts)
        {
            rows.Column<long>(13)[row] = starts.First;
            rows.Column<long>(14)[row] = starts.Last;
        }
        else
        {
            rows.SetNull(13, row);
            rows.SetNull(14, row);
        }
    }
}
