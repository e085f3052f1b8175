using System.Globalization;

namespace FlowOptics.Lake;

/// <summary>One page of records out of a result that has one more where there is another page.</summary>
/// <param name="cursor">Where the page before ended; null: this is the first.</param>
internal sealed class RecordPage(int limit, RecordCursor? cursor)
{
    /// <summary>Where the next page begins; null after the last, and before the rows were taken.</summary>
    public RecordCursor? Next { get; private set; }

    /// <summary>Hands on the page's rows.</summary>
    public async IAsyncEnumerable<IReadOnlyList<string?>> TakeAsync(IAsyncEnumerable<IReadOnlyList<string?>> rows)
    {
        var (count, at) = (0, cursor ?? new RecordCursor(0, 0, 0));
        await foreach (var row in rows.ConfigureAwait(false))
        {
            if (count++ == limit)
            {
                Next = at;
                yield break;
            }

            // Start is the last but one; where the page before ended with the same, its records are skipped as well.
            var start = long.Parse(row[^2]!, CultureInfo.InvariantCulture);
            at = start == at.Start ? at with { Skip = at.Skip + 1 } : new RecordCursor(start, 0, 1);
            yield return row;
        }
    }
}
