namespace FlowOptics.Flows;

/// <summary>
/// Reads a filter by recursive descent (docs/filter.md has the grammar). Time and memory are bounded by the text's length, and the depth of recursion by
/// <see cref="FilterLimits.Depth"/>.
/// </summary>
internal sealed class FilterParser(string text, FilterSets sets, IReadOnlyCollection<string> others, int? cursor = null)
{
    private static readonly string[] Orders = ["<", "<=", ">", ">="];

    private readonly FilterTokens _tokens = new(text, cursor);
    private int _comparisons;
    private int _values;

    /// <summary>What would have fitted at the cursor, once reading came there and failed.</summary>
    public FilterExpectation? AtCursor => _tokens.AtCursor;

    public FilterNode Parse()
    {
        var root = Or(0);
        return _tokens.Peek.Kind == FilterTokenKind.End ? root : throw _tokens.Fail(FilterExpectation.AfterComparison(insideBrackets: false));
    }

    private FilterNode Or(int depth)
    {
        var terms = Terms(depth, "or", "||", And);
        if (terms.Count == 1) return terms[0];
        // "a or (b or c)" is "a or b or c".
        return new FilterOr([.. terms.SelectMany(term => term is FilterOr or ? or.Terms : [term])]);
    }

    private FilterNode And(int depth)
    {
        var terms = Terms(depth, "and", "&&", Not);
        if (terms.Count == 1) return terms[0];
        return new FilterAnd([.. terms.SelectMany(term => term is FilterAnd and ? and.Terms : [term])]);
    }

    private List<FilterNode> Terms(int depth, string word, string sign, Func<int, FilterNode> next)
    {
        var terms = new List<FilterNode> { next(depth) };
        while (_tokens.Peek.Is(word) || _tokens.Peek.IsSign(sign))
        {
            _tokens.Take();
            terms.Add(next(depth));
        }

        return terms;
    }

    private FilterNode Not(int depth)
    {
        if (_tokens.Peek.Is("not") || _tokens.Peek.IsSign("!")) return new FilterNot(Not(Deeper(depth, _tokens.Take())));
        if (!_tokens.Peek.IsSign("(")) return Comparison();
        var inner = Or(Deeper(depth, _tokens.Take()));
        if (!_tokens.Peek.IsSign(")")) throw _tokens.Fail(FilterExpectation.AfterComparison(insideBrackets: true));
        _tokens.Take();
        return inner;
    }

    private static int Deeper(int depth, FilterToken token) => depth < FilterLimits.Depth
        ? depth + 1
        : throw Wrong(token, $"brackets and `not` go deeper than {FilterLimits.Depth}: write the filter flatter");

    private FilterNode Comparison()
    {
        var operand = Operand();
        if (++_comparisons > FilterLimits.Comparisons) throw Wrong(_tokens.Last, $"more than {FilterLimits.Comparisons} comparisons: use lists or named sets");
        if (_tokens.Peek.Is("is")) return Missing(operand);
        if (_tokens.Peek.IsSign("=")) return Equal(operand);
        if (_tokens.Peek.IsSign("!=")) return new FilterNot(Equal(operand));
        if (Orders.Any(_tokens.Peek.IsSign)) return Ordered(operand);
        var negated = _tokens.Peek.Is("not");
        if (negated) _tokens.Take();
        if (_tokens.Peek.Is("in")) return Negate(negated, In(operand));
        if (_tokens.Peek.Is("like")) return Negate(negated, Like(operand));
        throw _tokens.Fail(negated ? FilterExpectation.AfterFieldNot(operand) : FilterExpectation.Operator(operand));
    }

    private static FilterNode Negate(bool negated, FilterNode node) => negated ? new FilterNot(node) : node;

    private FilterOperand Operand()
    {
        if (!_tokens.Peek.IsValue) throw _tokens.Fail(FilterExpectation.Field());
        var token = _tokens.Take();
        return FilterFields.Find(token.Text, others) ?? throw UnknownField(token);
    }

    private FilterException UnknownField(FilterToken token)
    {
        var like = FilterFields.Like(token.Text, others);
        var reason = token.Text switch
        {
            var word when Address.TryParse(word, out _) => $"an address alone is no condition: write `addr = {word}`",
            var word when Prefix.TryParse(word, out _) => $"a CIDR alone is no condition: write `addr in {word}`",
            var word when like.Count > 0 => $"{Shown(word)} is no field: did you mean {string.Join(", ", like)}?",
            var word => $"{Shown(word)} is no field",
        };
        return new FilterException(reason, token.Position, token.Length, like.Count > 0 ? like : ["a field"]);
    }

    // A value is there where it passes a test that each value passes.
    private FilterNode Missing(FilterOperand operand)
    {
        _tokens.Take();
        var there = _tokens.Peek.Is("not");
        if (there) _tokens.Take();
        if (!_tokens.Peek.Is("missing")) throw _tokens.Fail(there ? FilterExpectation.AfterIsNot(operand) : FilterExpectation.AfterIs(operand));
        _tokens.Take();
        return Negate(!there, new FilterComparison(operand, FilterTests.Any(operand.Field)));
    }

    private FilterNode Equal(FilterOperand operand)
    {
        _tokens.Take();
        if (RightField(operand) is { } right) return new FilterFieldComparison(operand, FilterOperator.Equal, right);
        return new FilterComparison(operand, Value(new FilterMembers(operand), operand).ToTest());
    }

    private FilterNode Ordered(FilterOperand operand)
    {
        var sign = _tokens.Take();
        var field = operand.Field;
        var isText = field.Id == FilterFieldId.Text;
        if ((field.Kind != FilterValueKind.Number && !isText) || field.IsNamed) throw Wrong(sign, $"`{operand}` has no order: use =, != or in");
        if (RightField(operand) is { } right)
        {
            if (isText) throw Wrong(sign, "two texts have no order: use = or !=");
            return new FilterFieldComparison(operand, FilterTests.OperatorOf(sign.Text), right);
        }

        var token = TakeValue(operand);
        if (FilterNumbers.Read(field, token.Text) is not [var number]) throw NoValue(token, isText ? "a number" : FilterNumbers.Describe(field), operand);
        return new FilterComparison(operand, new NumberTest([number.Compare(sign.Text, FilterNumbers.MaxOf(field.Id))]));
    }

    private FilterComparison In(FilterOperand operand)
    {
        _tokens.Take();
        return new FilterComparison(operand, ListOrOne(new FilterMembers(operand), operand).ToTest());
    }

    private FilterComparison Like(FilterOperand operand)
    {
        var like = _tokens.Take();
        if (operand.Field.Kind != FilterValueKind.Text)
            throw Wrong(like, operand.Field.Kind == FilterValueKind.Address ? $"`{operand}` is an address: use `in` with a CIDR, such as 10.0.0.0/8" : $"`{operand}` is a number: use =, < or in");
        return new FilterComparison(operand, ListOrOne(new FilterMembers(operand, arePatterns: true), operand).ToTest());
    }

    private FilterMembers ListOrOne(FilterMembers members, FilterOperand operand)
    {
        if (!_tokens.Peek.IsSign("("))
        {
            if (!_tokens.Peek.IsValue && _tokens.Peek.Kind != FilterTokenKind.Set) throw _tokens.Fail(FilterExpectation.AfterIn(operand));
            return Value(members, operand);
        }

        do
        {
            _tokens.Take();
            Value(members, operand);
        }
        while (_tokens.Peek.IsSign(","));
        if (!_tokens.Peek.IsSign(")")) throw _tokens.Fail(FilterExpectation.AfterMember(operand));
        _tokens.Take();
        return members;
    }

    private FilterMembers Value(FilterMembers members, FilterOperand operand)
    {
        var token = TakeValue(operand);
        if (token.Kind != FilterTokenKind.Set)
        {
            Count(1, token);
            return members.TryAdd(token.Text) ? members : throw NoValue(token, FilterMembers.Describe(operand.Field), operand);
        }

        var set = sets[token.Text] ?? throw new FilterException(
            $"there is no set {Shown("@" + token.Text)}{(sets.Names.Any() ? ": there are @" + string.Join(", @", sets.Names.Take(10)) : "; none is configured")}",
            token.Position, token.Length, [.. sets.Names.Select(name => "@" + name)]);
        Count(set.Count, token);
        foreach (var member in set)
        {
            if (!members.TryAdd(member)) throw Wrong(token, $"`@{token.Text}` holds {Shown(member)}, which is no value of `{operand}`: {FilterMembers.Describe(operand.Field)}");
        }

        return members;
    }

    private void Count(int values, FilterToken token)
    {
        _values += values;
        if (_values > FilterLimits.Values) throw Wrong(token, $"the filter names more than {FilterLimits.Values} values");
    }

    private FilterToken TakeValue(FilterOperand operand) =>
        _tokens.Peek.IsValue || _tokens.Peek.Kind == FilterTokenKind.Set ? _tokens.Take() : throw _tokens.Fail(FilterExpectation.Value(operand));

    // Only a bare word, and only one that is a field everywhere: a lake's own columns would change what a filter means.
    private FilterOperand? RightField(FilterOperand left)
    {
        if (_tokens.Peek.Kind != FilterTokenKind.Word || FilterFields.BuiltIn(_tokens.Peek.Text) is not { } right) return null;
        var token = _tokens.Take();
        if (left.Field.Kind == right.Field.Kind && ((!left.Field.IsNamed && !right.Field.IsNamed) || left.Field.Id == right.Field.Id)) return right;
        throw Wrong(token, $"`{left}` and the field `{right}` do not compare; the word itself is written in quotes: \"{token.Text}\"");
    }

    private static FilterException NoValue(FilterToken token, string expected, FilterOperand operand) =>
        new($"{Shown(token.Kind == FilterTokenKind.Set ? "@" + token.Text : token.Text)} is no value of `{operand}`: {expected}", token.Position, token.Length, [expected]);

    private static FilterException Wrong(FilterToken token, string reason) => new(reason, token.Position, token.Length, []);

    private static string Shown(string word) => word.Length <= 40 ? $"`{word}`" : $"`{word[..40]}…`";
}
