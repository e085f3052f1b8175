namespace FlowOptics.Flows;

/// <summary>The values that one comparison names, read as its field holds them.</summary>
internal sealed class FilterMembers(FilterOperand operand, bool arePatterns = false)
{
    private readonly List<Prefix> _prefixes = [];
    private readonly List<NumberSpan> _numbers = [];
    private readonly List<string> _texts = [];

    public static string Describe(FilterField field) => field switch
    {
        { Kind: FilterValueKind.Address } => "an IP address or a CIDR",
        { Kind: FilterValueKind.Number } => FilterNumbers.Describe(field),
        { Id: FilterFieldId.Country } => "an ISO 3166 country code (two letters)",
        _ => "a word or a text in quotes",
    };

    /// <returns>False where it is no value of the field.</returns>
    public bool TryAdd(string text)
    {
        switch (operand.Field.Kind)
        {
            case FilterValueKind.Address:
                if (!Prefix.TryParse(text, out var prefix)) return false;
                _prefixes.Add(prefix);
                return true;
            case FilterValueKind.Number:
                if (FilterNumbers.Read(operand.Field, text) is not { } numbers) return false;
                _numbers.AddRange(numbers);
                return true;
            default:
                if (operand.Field.Id == FilterFieldId.Country && !arePatterns && !(text.Length == 2 && text.All(char.IsAsciiLetter))) return false;
                _texts.Add(text);
                return true;
        }
    }

    public ValueTest ToTest() => operand.Field.Kind switch
    {
        FilterValueKind.Address => new AddressTest(_prefixes),
        FilterValueKind.Number => new NumberTest(_numbers.Select(number => number.Compare("="))),
        _ when arePatterns => new TextTest([], _texts.Select(text => new TextPattern(text))),
        _ => new TextTest(_texts, []),
    };
}
