using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>Adds up what a connection's statements say of themselves, one after another, each time it is looked at.</summary>
internal sealed class ProgressOfStatements
{
    private DuckDbProgress _latest;
    private long _finished;

    public QueryProgress Next(DuckDbProgress? now)
    {
        var current = now ?? new DuckDbProgress(0, 0, 0);
        // A statement never goes back, and what it expects stays: this is another one, and the last is done.
        if (current.TotalRows != _latest.TotalRows || current.Rows < _latest.Rows) _finished += _latest.TotalRows;
        _latest = current;
        return new QueryProgress("running") { Percent = now?.Percent, RowsRead = _finished + current.Rows, RowsToRead = _finished + current.TotalRows };
    }
}
