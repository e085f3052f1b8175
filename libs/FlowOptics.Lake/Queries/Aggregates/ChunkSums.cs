using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>Reads sums, which DuckDB makes with 128 bits.</summary>
internal static class ChunkSums
{
    /// <summary>The columns flows, packets and bytes, one after the other.</summary>
    public static Traffic Traffic(this DuckDbChunk chunk, int column, int row) => new(Sum(chunk, column, row), Sum(chunk, column + 1, row), Sum(chunk, column + 2, row));

    // A sum beyond 63 bits is none that a network can make; it stops at the largest rather than turn negative.
    private static long Sum(DuckDbChunk chunk, int column, int row) =>
        chunk.IsNull(column, row) ? 0 : (long)Int128.Min(chunk.Column<Int128>(column)[row], long.MaxValue);
}
