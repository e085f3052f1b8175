using System.Reflection;

namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>Goes through the standard's normative statements one by one: raw bytes in, raw bytes out.</summary>
public sealed class ConformanceTests
{
    private static readonly Dictionary<string, IReadOnlyList<Row>> Chapters = new(StringComparer.Ordinal)
    {
        ["1"] = Chapter1.Rows,
        ["2"] = Chapter2.Rows,
        ["3.1"] = Chapter3Connect.Rows,
        ["3.2"] = Chapter3Connack.Rows,
        ["3.3"] = Chapter3Publish.Rows,
        ["3.4"] = Chapter3Others.Rows,
        ["4"] = Chapter4.Rows,
        ["3.1.1"] = Version311.Rows,
    };

    internal static IEnumerable<Row> AllRows => Chapters.Values.SelectMany(rows => rows);

    public static TheoryData<string, int, string> Rows
    {
        get
        {
            var data = new TheoryData<string, int, string>();
            foreach (var (chapter, rows) in Chapters)
            {
                for (var i = 0; i < rows.Count; i++) data.Add(chapter, i, $"{rows[i].Statements}: {rows[i].Says}");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task The_server_does_as_the_standard_says(string chapter, int row, string says)
    {
        Assert.NotEmpty(says);
        await Play.RunAsync(Chapters[chapter][row]);
    }

    [Fact]
    public void No_statement_of_the_standard_is_forgotten()
    {
        var shown = Chapters.Where(c => c.Key != "3.1.1").SelectMany(c => c.Value).SelectMany(r => r.Ids).Concat(CoveredByCode()).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(251, Statements.All.Count);
        string[] forgotten = [.. Statements.All.Where(id => !shown.Contains(id) && !Statements.NotApplicable.ContainsKey(id))];
        string[] unknown = [.. shown.Concat(Statements.NotApplicable.Keys).Where(id => !Statements.All.Contains(id, StringComparer.Ordinal))];
        string[] both = [.. Statements.NotApplicable.Keys.Where(shown.Contains)];
        Assert.Equal("", string.Join(' ', forgotten));
        Assert.Equal("", string.Join(' ', unknown));
        Assert.Equal("", string.Join(' ', both));
    }

    private static IEnumerable<string> CoveredByCode() => typeof(ConformanceTests).Assembly.GetTypes()
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance))
        .SelectMany(m => m.GetCustomAttributes<CoversAttribute>())
        .SelectMany(c => c.Ids);
}
