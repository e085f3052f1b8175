namespace FlowOptics.Flows;

/// <summary>What a written value covers: <c>10MB</c> one number, <c>8000-8999</c> and the day <c>2026-11-22</c> many. It may have fractions; a record's numbers have none.</summary>
internal readonly record struct NumberSpan(decimal First, decimal Last)
{
    /// <summary>The whole numbers that compare so with it. What all fields that have an order hold is 0 or more.</summary>
    /// <param name="max">The field's largest: nothing is above it.</param>
    public FilterRange Compare(string sign, decimal max = long.MaxValue) => sign switch
    {
        "<" => new FilterRange(0, Whole(decimal.Ceiling(First) - 1)),
        "<=" => new FilterRange(0, Whole(decimal.Floor(Last))),
        ">" when decimal.Floor(Last) >= max => new FilterRange(1, 0),
        ">" => new FilterRange(Whole(decimal.Floor(Last) + 1), long.MaxValue),
        ">=" => new FilterRange(Whole(decimal.Ceiling(First)), long.MaxValue),
        _ => new FilterRange(Whole(decimal.Ceiling(First)), Whole(decimal.Floor(Last))),
    };

    private static long Whole(decimal value) => value >= long.MaxValue ? long.MaxValue : (long)value;
}
