using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;

namespace FlowOptics.GraphApi.Tests.Apis;

/// <summary>Each endpoint against the raw object's lines, read here by nothing but their spaces.</summary>
public sealed class AgreementTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private readonly HttpClient _client = service.Process.Client;

    [Theory]
    [InlineData("graph?dedupe=false")]
    [InlineData("geo?")]
    [InlineData("timeseries?by=srcaddr")]
    [InlineData("top?by=dstport")]
    [InlineData("sankey?by=srcaddr,dstaddr")]
    public async Task Totals_are_those_of_the_raw_lines(string question)
    {
        foreach (var (filter, matches) in Questions)
        {
            var lines = Lines().Where(matches).ToList();
            var answer = await _client.GetFromJsonAsync<JsonElement>($"/api/v1/{question}&filter={Uri.EscapeDataString(filter)}");
            var total = answer.TryGetProperty("total", out var sums) ? sums : answer;
            var accepted = total.GetProperty("accepted");
            Assert.Equal(lines.Count, accepted.GetProperty("flows").GetInt64());
            Assert.Equal(Sum(lines, 8), accepted.GetProperty("packets").GetInt64());
            Assert.Equal(Sum(lines, 9), accepted.GetProperty("bytes").GetInt64());
        }
    }

    [Fact]
    public async Task Records_are_the_raw_lines()
    {
        var answer = await _client.GetFromJsonAsync<JsonElement>("/api/v1/flows?limit=1000");
        var columns = answer.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!).ToList();
        string[] names = ["srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes", "start", "end", "action"];
        var records = answer.GetProperty("rows").EnumerateArray().Select(row => string.Join(' ', names.Select(name => row[columns.IndexOf(name)].ToString())));
        Assert.Equal(Lines().Select(line => string.Join(' ', line[3..13])).Order(StringComparer.Ordinal), records.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Meta_counts_the_raw_lines()
    {
        var meta = await _client.GetFromJsonAsync<JsonElement>("/api/v1/meta");
        var lines = Lines();
        Assert.Equal(lines.Count, meta.GetProperty("accounts").EnumerateArray().Single(account => account.GetProperty("account").GetString() == lines[0][1]).GetProperty("flows").GetInt64());
        Assert.Equal(lines.Min(line => Number(line[10])), meta.GetProperty("span").GetProperty("from").GetDateTimeOffset().ToUnixTimeSeconds());
        Assert.Equal(lines.Max(line => Number(line[10])), meta.GetProperty("span").GetProperty("to").GetDateTimeOffset().ToUnixTimeSeconds());
        Assert.Equal(0, meta.GetProperty("import").GetProperty("skipData").GetInt64());
    }

    [Fact]
    public async Task Completion_knows_the_interfaces_of_the_raw_lines()
    {
        var answer = await _client.GetFromJsonAsync<JsonElement>("/api/v1/complete?filter=" + Uri.EscapeDataString("interface-id = "));
        var values = answer.GetProperty("suggestions").EnumerateArray().Where(suggestion => suggestion.GetProperty("kind").GetString() == "value").Select(suggestion => suggestion.GetProperty("text").GetString());
        Assert.Equal(Lines().Select(line => line[2]).Distinct(), values);
    }

    private static (string Filter, Func<string[], bool> Matches)[] Questions { get; } =
    [
        ("dstport = 5432", line => line[6] == "5432"),
        ("srcaddr in (10.0.2.7, 10.0.2.8)", line => line[3] is "10.0.2.7" or "10.0.2.8"),
        ("bytes > 103 and srcport < 40050", line => Number(line[9]) > 103 && Number(line[5]) < 40050),
        ("not addr in 10.0.0.0/8", _ => false),
    ];

    private static long Sum(List<string[]> lines, int field) => lines.Sum(line => Number(line[field]));

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private List<string[]> Lines()
    {
        var lines = new List<string[]>();
        foreach (var path in Directory.EnumerateFiles(service.BucketFolder, "*.log.gz", SearchOption.AllDirectories))
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
            for (reader.ReadLine(); reader.ReadLine() is { } line;) lines.Add(line.Split(' '));
        }

        return lines;
    }
}
