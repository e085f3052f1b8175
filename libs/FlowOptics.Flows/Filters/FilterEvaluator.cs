namespace FlowOptics.Flows;

/// <summary>
/// Asks a filter of one record at a time: the plain way, for those who have no batch (<see cref="FilterPredicate"/>) and no SQL. The type parameter spares the
/// calls where the record is a struct.
/// </summary>
public static class FilterEvaluator
{
    public static bool Matches<TRecord>(this FilterNode node, in TRecord record)
        where TRecord : IFilterRecord, allows ref struct
    {
        switch (node)
        {
            case FilterAnd and:
                foreach (var term in and.Terms)
                {
                    if (!term.Matches(record)) return false;
                }

                return true;
            case FilterOr or:
                foreach (var term in or.Terms)
                {
                    if (term.Matches(record)) return true;
                }

                return false;
            case FilterNot not:
                return !not.Term.Matches(record);
            case FilterComparison comparison:
                return Matches(comparison, record);
            case FilterFieldComparison comparison:
                return Matches(comparison, record);
            default:
                throw new ArgumentOutOfRangeException(nameof(node));
        }
    }

    private static bool Matches<TRecord>(FilterComparison comparison, in TRecord record)
        where TRecord : IFilterRecord, allows ref struct
    {
        var (field, test) = (comparison.Field, comparison.Test);
        foreach (var side in comparison.Operand.Sides)
        {
            var matches = field.Kind switch
            {
                FilterValueKind.Address => test.Matches(record.FindAddress(field, side)),
                FilterValueKind.Number => record.FindNumber(field, side) is { } number && test.Matches(number),
                _ => record.FindText(field, side) is { } text && test.Matches(text),
            };
            if (matches) return true;
        }

        return false;
    }

    private static bool Matches<TRecord>(FilterFieldComparison comparison, in TRecord record)
        where TRecord : IFilterRecord, allows ref struct
    {
        foreach (var left in comparison.Left.Sides)
        {
            foreach (var right in comparison.Right.Sides)
            {
                if (Matches(comparison, left, right, record)) return true;
            }
        }

        return false;
    }

    private static bool Matches<TRecord>(FilterFieldComparison comparison, FilterSide leftSide, FilterSide rightSide, in TRecord record)
        where TRecord : IFilterRecord, allows ref struct
    {
        var (left, right) = (comparison.Left.Field, comparison.Right.Field);
        switch (left.Kind)
        {
            case FilterValueKind.Address:
                var address = record.FindAddress(left, leftSide);
                return !address.IsNone && address == record.FindAddress(right, rightSide);
            case FilterValueKind.Number:
                return record.FindNumber(left, leftSide) is { } number && record.FindNumber(right, rightSide) is { } other && FilterTests.Compare(comparison.Operator, number, other);
            default:
                return record.FindText(left, leftSide) is { } text && record.FindText(right, rightSide) is { } otherText && FilterText.AreEqual(text, otherText);
        }
    }
}
