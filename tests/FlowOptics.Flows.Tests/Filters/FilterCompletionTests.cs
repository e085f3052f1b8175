namespace FlowOptics.Flows.Tests.Filters;

public sealed class FilterCompletionTests
{
    private static readonly FilterSets Sets = FilterSets.Parse("""{"databases": ["10.0.3.7"], "admin": [22]}""");

    /// <summary>The cursor is at the bar; suggestions in order, shortened to those asked for.</summary>
    [Theory]
    [InlineData("|", "action,account")]
    [InlineData("srcp|", "srcport")]
    [InlineData("src_c|", "src-city,src-country")]
    [InlineData("pod|", "\"pod name\"")]
    [InlineData("dstport |", "=,!=,<,<=,>,>=,in,not in,is missing,is not missing")]
    [InlineData("srcaddr |", "=,!=,in,not in,is missing,is not missing")]
    [InlineData("city not |", "in,like")]
    [InlineData("action = |", "accept,reject")]
    [InlineData("action = re|", "reject")]
    [InlineData("port = ss|", "ssh")]
    [InlineData("addr in |", "(,@databases,10.0.3.7,10.0.3.8")]
    [InlineData("addr in @|", "@databases")]
    [InlineData("port in (22, |", "@admin")]
    [InlineData("port in (22 |", ",,)")]
    [InlineData("city = |", "Berlin,\"New York\"")]
    [InlineData("city = \"New |", "\"New York\"")]
    [InlineData("city = \"New |Amsterdam\" and port = 22", "\"New York\"")]
    [InlineData("srcport = dst|", "dstport")]
    [InlineData("port = 22 |", "and,or")]
    [InlineData("(port = 22 |", "and,or,)")]
    [InlineData("port = 22 a|", "and")]
    [InlineData("not srcport > 3 or dir|", "direction")]
    public void Says_what_could_follow(string text, string expected)
    {
        var cursor = text.IndexOf('|', StringComparison.Ordinal);
        var completion = FilterCompletion.At(text.Remove(cursor, 1), cursor, Sets, new Seen());
        Assert.Null(completion.Fault);
        var texts = completion.Suggestions.Select(suggestion => suggestion.Text).ToList();
        foreach (var each in expected == ",,)" ? [",", ")"] : expected.Split(',')) Assert.Contains(each, texts);
    }

    [Theory]
    [InlineData("srcp|ort = 22", 0, 7)]
    [InlineData("port = 22 and d|", 14, 1)]
    [InlineData("city = \"New |York\" and", 7, 10)]
    [InlineData("port in (22,|", 12, 0)]
    public void Says_what_a_suggestion_takes_the_place_of(string text, int position, int length)
    {
        var cursor = text.IndexOf('|', StringComparison.Ordinal);
        var completion = FilterCompletion.At(text.Remove(cursor, 1), cursor, Sets, new Seen());
        Assert.Equal((position, length), (completion.Position, completion.Length));
    }

    [Fact]
    public void What_is_wrong_before_the_cursor_is_said_instead()
    {
        var completion = FilterCompletion.At("prot = 22 and ", 14);
        Assert.Empty(completion.Suggestions);
        Assert.Equal(0, completion.Fault!.Position);
    }

    [Fact]
    public void Every_suggestion_can_be_typed()
    {
        foreach (var text in new[] { "", "port ", "city = ", "addr in ", "port = 22 ", "action = ", "service-port = ", "kind in (" })
        {
            foreach (var suggestion in FilterCompletion.At(text, text.Length, Sets, new Seen(), 1000).Suggestions)
            {
                var next = text + suggestion.Text + " ";
                Assert.Null(FilterCompletion.At(next, next.Length, Sets, new Seen()).Fault);
            }
        }
    }

    private sealed class Seen : IFilterValues
    {
        public IReadOnlyCollection<string> Fields => ["pod name"];

        public IReadOnlyList<string> ValuesOf(FilterOperand operand, string prefix, int limit) => operand.Field.Id switch
        {
            FilterFieldId.City => ["Berlin", "New York"],
            FilterFieldId.Address => ["10.0.3.7", "10.0.3.8"],
            _ => [],
        };
    }
}
