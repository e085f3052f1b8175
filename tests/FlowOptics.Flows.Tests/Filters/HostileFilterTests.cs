namespace FlowOptics.Flows.Tests.Filters;

/// <summary>Filters that no person writes: each is refused with a sentence, or is a filter like any other; none takes long, deep or much.</summary>
public sealed class HostileFilterTests
{
    public static TheoryData<string, string> Refused => new()
    {
        { new string('(', 10_000) + "port = 22" + new string(')', 10_000), "characters" },
        { new string('(', 5000) + "port = 22" + new string(')', 5000), "deeper than 100" },
        { string.Concat(Enumerable.Repeat("not ", 4000)) + "port = 22", "deeper than 100" },
        { string.Concat(Enumerable.Repeat("!", 15_000)) + "port = 22", "deeper than 100" },
        { string.Join(" or ", Enumerable.Repeat("port = 22", 100_000)), "characters" },
        { string.Join("or ", Enumerable.Repeat("port=2 ", 1500)), "more than 1000 comparisons" },
        { "port in (" + string.Join(',', Enumerable.Range(0, 300_000)) + ")", "characters" },
        { new string('a', 1_000_000), "characters" },
        { "city = \"" + new string('"', 10_001), "after" },
        { "city = \"" + new string('\\', 10_001), "no end" },
        { "city = a\u0001b", "stands in no filter" },
        { "city = 'a\0b'", "control character" },
        { "port = 22; DROP TABLE flows", "no value" },
        { "port = 99999999999999999999999999999999999999999999", "no value" },
        { "bytes > 9223372036854775807TB", "no value" },
        { "start > 0000-01-01", "no value" },
        { "start > 99999-01-01", "no value" },
        { "start > 1960-01-01", "no value" },
        { "start > 1960-01-01T00:00Z", "no value" },
        { new string('x', 16_000), "no field" },
    };

    // Not among the others: test data on its way to the test would lose it.
    [Fact]
    public void Half_a_character_is_refused_with_a_sentence() =>
        Assert.Contains("half a character", Assert.Throws<FilterException>(() => FlowFilter.Parse("city = '\ud800'")).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Refused))]
    public void Is_refused_with_a_sentence(string text, string part)
    {
        var fault = Assert.Throws<FilterException>(() => FlowFilter.Parse(text));
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.InRange(fault.Message.Length, 10, 400);
        Assert.InRange(fault.Position, 0, text.Length);
        Assert.InRange(fault.Position + fault.Length, 0, text.Length);
    }

    [Fact]
    public void Depth_and_length_up_to_their_limits_are_filters()
    {
        Assert.Equal("port = 22", FlowFilter.Parse(new string('(', FilterLimits.Depth) + "port=22" + new string(')', FilterLimits.Depth)).ToString());
        Assert.Equal("srcport = 2", FlowFilter.Parse("srcport = 2".PadRight(FilterLimits.TextLength)).ToString());
        Assert.IsType<FilterOr>(FlowFilter.Parse(string.Join("or ", Enumerable.Repeat("port=2 ", FilterLimits.Comparisons))).Root);
    }

    [Fact]
    public void A_named_set_counts_with_all_its_members()
    {
        var sets = FilterSets.Parse($$"""{"big": [{{string.Join(',', Enumerable.Range(0, FilterLimits.Values))}}]}""");
        Assert.Equal("port <= 9999", FlowFilter.Parse("port in @big", sets).ToString());
        var fault = Assert.Throws<FilterException>(() => FlowFilter.Parse("port in @big or port = 1", sets));
        Assert.Contains("more than 10000 values", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "no JSON object")]
    [InlineData("{", "not JSON")]
    [InlineData("{\"a b\": [1]}", "no name")]
    [InlineData("{\"a\": 1}", "no array")]
    [InlineData("{\"a\": []}", "0 members")]
    [InlineData("{\"a\": [true]}", "neither a text")]
    [InlineData("{\"a\": [1.5]}", "neither a text")]
    [InlineData("{\"a\": [1], \"A\": [2]}", "twice")]
    [InlineData("{\"a\": [[1]]}", "neither a text")]
    public void A_wrong_file_of_sets_says_what_is_wrong(string json, string part) =>
        Assert.Contains(part, Assert.Throws<FormatException>(() => FilterSets.Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void No_name_of_a_service_protocol_or_code_is_a_field_or_a_keyword()
    {
        foreach (var field in Enum.GetValues<FilterFieldId>())
        {
            foreach (var (name, code) in FilterCodes.NamesOf(field))
            {
                if (name.Contains(' ', StringComparison.Ordinal)) continue;
                Assert.True(FilterFields.BuiltIn(name) is null && !FilterWords.IsKeyword(name), $"{field}: {name} {code}");
            }
        }
    }

    [Fact]
    public void Random_words_are_filters_or_refused_with_a_place()
    {
        string[] words =
        [
            "srcaddr", "port", "(", ")", "and", "or", "not", "in", "like", "is", "missing", "=", "!=", "<", ",", "22", "10.0.0.0/8", "@set", "\"a b\"", "'", "\"", "*", "8000-8999", "asn", "city",
            "bytes", "10MB", "-", "\\", "action", "accept", "!", "&&", "|", "\u00e9", "::", "start", "2026-11-22", "1-", "-1", "AS", "kind", "service-port", "HP",
        ];
        var random = new Random(4);
        for (var i = 0; i < 5000; i++)
        {
            var text = string.Join(random.Next(3) == 0 ? "" : " ", Enumerable.Range(0, random.Next(1, 12)).Select(_ => words[random.Next(words.Length)]));
            try
            {
                var filter = FlowFilter.Parse(text);
                Assert.Equal(filter.ToString(), FlowFilter.Parse(filter.ToString()).ToString());
            }
            catch (FilterException fault)
            {
                Assert.InRange(fault.Position, 0, text.Length);
                Assert.InRange(fault.Length, 0, text.Length - fault.Position);
            }

            var completion = FilterCompletion.At(text, random.Next(text.Length + 1));
            Assert.InRange(completion.Position + completion.Length, 0, text.Length);
        }
    }
}
