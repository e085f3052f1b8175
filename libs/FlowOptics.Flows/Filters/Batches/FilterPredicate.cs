using System.Buffers;

namespace FlowOptics.Flows;

/// <summary>
/// A filter made ready to be asked of batches, column by column: a test of numbers or addresses runs over its column, a test of text over the batch's
/// dictionary, once a value. It keeps nothing between two batches: any number of threads may ask it.
/// </summary>
public sealed class FilterPredicate
{
    private readonly BatchTest _root;

    private FilterPredicate(BatchTest root) => _root = root;

    public static FilterPredicate Compile(FlowFilter filter) => new(Compile(filter.Root));

    /// <summary>Says of each record whether it matches.</summary>
    /// <returns>How many do.</returns>
    /// <exception cref="ArgumentException"><paramref name="matches"/> is shorter than the batch.</exception>
    public int Match(EnrichedBatch batch, Span<bool> matches)
    {
        var count = batch.Flows.Count;
        if (matches.Length < count) throw new ArgumentException($"{count} records need as many answers, not {matches.Length}", nameof(matches));
        matches = matches[..count];
        _root.Match(batch, matches);
        return matches.Count(true);
    }

    private static BatchTest Compile(FilterNode node) => node switch
    {
        FilterAnd and => new AllOf([.. and.Terms.Select(Compile)]),
        FilterOr or => new AnyOf([.. or.Terms.Select(Compile)]),
        FilterNot not => new Negated(Compile(not.Term)),
        FilterComparison comparison => Compile(comparison),
        _ => new RecordTest(node),
    };

    private static BatchTest Compile(FilterComparison comparison)
    {
        var sides = comparison.Operand.Sides.Select(side => ColumnTests.Of(comparison.Field, side, comparison.Test)).ToArray();
        return sides is [var one] ? one : new AnyOf(sides);
    }

    private sealed class AllOf(BatchTest[] terms) : BatchTest
    {
        public override void Match(EnrichedBatch batch, Span<bool> matches) => Join(batch, matches, terms, isAnd: true);
    }

    private sealed class AnyOf(BatchTest[] terms) : BatchTest
    {
        public override void Match(EnrichedBatch batch, Span<bool> matches) => Join(batch, matches, terms, isAnd: false);
    }

    private sealed class Negated(BatchTest term) : BatchTest
    {
        public override void Match(EnrichedBatch batch, Span<bool> matches)
        {
            term.Match(batch, matches);
            foreach (ref var match in matches) match = !match;
        }
    }

    // Two fields of one record, which may be of any kind: record by record.
    private sealed class RecordTest(FilterNode node) : BatchTest
    {
        public override void Match(EnrichedBatch batch, Span<bool> matches)
        {
            for (var i = 0; i < matches.Length; i++) matches[i] = node.Matches(new BatchRecord(batch, i));
        }
    }

    private static void Join(EnrichedBatch batch, Span<bool> matches, BatchTest[] terms, bool isAnd)
    {
        terms[0].Match(batch, matches);
        var rented = ArrayPool<bool>.Shared.Rent(matches.Length);
        var others = rented.AsSpan(0, matches.Length);
        foreach (var term in terms.AsSpan(1))
        {
            // Nothing that follows can change the answer.
            if (isAnd ? !matches.Contains(true) : !matches.Contains(false)) break;
            term.Match(batch, others);
            if (isAnd)
            {
                for (var i = 0; i < matches.Length; i++) matches[i] &= others[i];
            }
            else
            {
                for (var i = 0; i < matches.Length; i++) matches[i] |= others[i];
            }
        }

        ArrayPool<bool>.Shared.Return(rented);
    }
}
