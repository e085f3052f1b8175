namespace FlowOptics.Flows;

/// <summary>A run's own numbering of one dictionary, and its columns by that numbering. Used again for the next run.</summary>
internal sealed class RunCodes
{
    private readonly RunIndex _index = new();
    private readonly int[][] _columns = [new int[FlowBatch.MaxRecords], new int[FlowBatch.MaxRecords]];
    private int _count;

    /// <summary>Which entries of the dictionary the run uses, from 1, in order of first use.</summary>
    public ReadOnlySpan<int> Kept => _index.Kept;

    public void Begin(int entries, int count)
    {
        _index.Begin(entries);
        _count = count;
    }

    public void Map(int column, ReadOnlySpan<int> codes) => _index.Map(codes, _columns[column]);

    public ReadOnlySpan<int> Column(int column) => _columns[column].AsSpan(0, _count);
}
