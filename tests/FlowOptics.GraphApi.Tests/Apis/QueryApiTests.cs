using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace FlowOptics.GraphApi.Tests.Apis;

public sealed class QueryApiTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Injection = "'); DROP TABLE flows; SELECT ('";

    private readonly HttpClient _client = service.Process.Client;

    public static TheoryData<string, string> WrongQueries { get; } = new()
    {
        { "mode=everything", "mode is 'everything': give one of all, correlate, inspect, rejects." },
        { "mode=1", "mode is '1'" },
        { "mode=inspect&ips=10.0.0", "ips has '10.0.0', which is no IP address" },
        { "mode=inspect&ips=10.0.0.1&cidr=10.0.0.0/33", "cidr is '10.0.0.0/33', which is no prefix" },
        { "mode=inspect", "mode=inspect shows the traffic of addresses: give one or more in ips." },
        { "mode=correlate&ips=10.0.0.1", "give two addresses or more" },
        { "mode=all&ips=10.0.0.1", "ips is given with mode=all" },
        { "mode=all&cidr=10.0.0.0/8", "cidr limits the peers" },
        { "days=two", "days is 'two': give a whole number from 0 to" },
        { "days=-1", "days is '-1'" },
        { "days=1&from=2026-01-01", "days is given beside from or to" },
        { "from=2026-01-02&to=2026-01-01", "is not before to" },
        { "from=yesterday", "from is 'yesterday'" },
        { "from=0000-01-01", "from is '0000-01-01'" },
        { "to=2026-01-01", "to is given without from" },
        { "label=port", "label is 'port'" },
        { "source=future", "source is 'future'" },
        { "limit=0", "limit is '0'" },
        { "group=colour", "group is 'colour': give one of ip, subnet, eni" },
        { "subnets=10.0.0.0/8", "subnets says which prefixes are nodes: give group=subnet" },
        { "group=subnet&subnets=10.0.0.0/8,tens", "subnets has 'tens', which is no prefix" },
        { "tag=instance-tag", "tag says which field groups addresses: give group=tag" },
        { "group=tag&tag=name", "tag is 'name': give one of instance-tag," },
        { "expand=DE", "expand shows the addresses of one group: give group" },
        { "group=subnet&expand=nonsense", "expand is 'nonsense', which no node of group=subnet is called: give a prefix, 10.0.1.0/24." },
        { "group=asn&expand=13335", "give an autonomous system, AS64496." },
        { "group=country&expand=Germany", "give a country's two letters, DE." },
        { "order=size", "order is 'size': give one of bytes, packets, flows." },
        { "dedupe=maybe", "dedupe is 'maybe': give true or false." },
        { "compare=yesterday", "compare is 'yesterday': give previous, or two times" },
        { "from=2026-01-02&compare=2026-01-01/2026-01-03", "compare ends after the range begins" },
        { "from=2026-01-02&compare=2026-01-02/2026-01-01", "is not before" },
        { "source=live&compare=previous", "compare=previous needs a range" },
        { "acount=1", "'acount' is no parameter: did you mean account?" },
        { "whatever=1", "'whatever' is no parameter: there are account, cidr, compare, days, dedupe, expand, filter, from, group," },
        { "days=1&days=2", "days is given 2 times: give it once" },
        { "account=%00", "account holds the control character U+0000 at position 0" },
        { "from=1970-01-01&to=2026-01-01", "ask for at most 3660 at once" },
    };

    [Theory]
    [MemberData(nameof(WrongQueries))]
    public async Task A_wrong_query_gets_one_sentence(string query, string sentence)
    {
        var problem = await ProblemAsync("/api/v1/graph?" + query);
        Assert.Contains(sentence, problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_filter_says_where_and_what_was_expected()
    {
        using var response = await _client.GetAsync("/api/v1/graph?filter=" + Uri.EscapeDataString("dstport = 22 and srcaddr in"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(27, problem.GetProperty("position").GetInt32());
        Assert.Equal(0, problem.GetProperty("length").GetInt32());
        Assert.NotEmpty(problem.GetProperty("expected").EnumerateArray());
    }

    [Fact]
    public async Task Ten_thousand_addresses_are_refused_in_a_sentence()
    {
        var ips = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"10.200.{i / 256}.{i % 256}"));
        Assert.Contains("ips has 10000 addresses: give at most 1000.", await ProblemAsync("/api/v1/graph?mode=inspect&ips=" + ips), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/graph", "mode")]
    [InlineData("/api/v1/graph", "account")]
    [InlineData("/api/v1/graph", "region")]
    [InlineData("/api/v1/graph", "from")]
    [InlineData("/api/v1/graph", "to")]
    [InlineData("/api/v1/graph", "days")]
    [InlineData("/api/v1/graph", "ips")]
    [InlineData("/api/v1/graph", "cidr")]
    [InlineData("/api/v1/graph", "label")]
    [InlineData("/api/v1/graph", "source")]
    [InlineData("/api/v1/graph", "limit")]
    [InlineData("/api/v1/geo", "account")]
    [InlineData("/api/v1/geo", "region")]
    [InlineData("/api/v1/geo", "source")]
    public async Task SQL_in_a_parameter_is_a_value_or_refused(string path, string parameter)
    {
        using var response = await _client.GetAsync($"{path}?{parameter}={Uri.EscapeDataString(Injection)}");
        if (parameter is "account" or "region") Assert.Equal(0, Flows(await response.Content.ReadFromJsonAsync<JsonElement>()));
        else Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(100, Flows(await _client.GetFromJsonAsync<JsonElement>("/api/v1/graph")));
    }

    [Theory]
    [InlineData("history")]
    [InlineData("live")]
    public async Task Answers_what_was_asked(string source)
    {
        var answer = await _client.GetFromJsonAsync<JsonElement>($"/api/v1/graph?mode=inspect&ips=10.0.2.7,10.0.2.8&label=service&source={source}");
        Assert.Equal(source, answer.GetProperty("source").GetString());
        Assert.Equal("inspect", answer.GetProperty("mode").GetString());
        Assert.Equal(4, Flows(answer));
        var node = answer.GetProperty("nodes").EnumerateArray().Single(node => node.GetProperty("id").GetString() == "10.0.3.7");
        Assert.Equal("private", node.GetProperty("kind").GetString());
        Assert.Equal(Bucket.Account, node.GetProperty("account").GetString());
        Assert.Equal(4, node.GetProperty("received").GetProperty("flows").GetInt64());
        var link = answer.GetProperty("links")[0];
        Assert.Equal("postgresql", link.GetProperty("service").GetString());
        Assert.Equal(6, link.GetProperty("protocols")[0].GetInt32());
    }

    [Theory]
    [InlineData("/api/v1/graph?source=history")]
    [InlineData("/api/v1/geo?source=live")]
    public async Task Streams_progress_and_then_the_result(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("event: progress\ndata: {\"state\":", text, StringComparison.Ordinal);
        var result = text[(text.LastIndexOf("event: result\ndata: ", StringComparison.Ordinal) + 20)..].Trim();
        Assert.Equal(100, Flows(JsonDocument.Parse(result).RootElement));
    }

    [Fact]
    public async Task A_wrong_query_is_a_problem_for_a_stream_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/graph?days=x");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Meta_names_accounts_and_questions_that_have_answers()
    {
        var meta = await _client.GetFromJsonAsync<JsonElement>("/api/v1/meta");
        Assert.Equal(Bucket.Account, meta.GetProperty("accounts")[0].GetProperty("account").GetString());
        Assert.Equal("eu-west-1", meta.GetProperty("accounts")[0].GetProperty("regions")[0].GetString());
        var example = meta.GetProperty("examples")[0];
        var ips = string.Join(',', example.GetProperty("ips").EnumerateArray().Select(ip => ip.GetString()));
        var answer = await _client.GetFromJsonAsync<JsonElement>($"/api/v1/graph?mode={example.GetProperty("mode").GetString()}&ips={ips}&days={example.GetProperty("days").GetInt32()}");
        Assert.True(Flows(answer) > 0);
        Assert.Equal(100, meta.GetProperty("live").GetProperty("flows").GetInt64());
        Assert.True(meta.GetProperty("sources").GetProperty("history").GetProperty("filterFields").GetArrayLength() > 10);
        Assert.InRange(meta.GetProperty("newestRecordAgeSeconds").GetInt64(), 60, 3600);
    }

    [Fact]
    public async Task Describes_itself_as_OpenAPI()
    {
        var document = await _client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var graph = document.GetProperty("paths").GetProperty("/api/v1/graph").GetProperty("get");
        Assert.Contains(graph.GetProperty("parameters").EnumerateArray(), parameter => parameter.GetProperty("name").GetString() == "cidr");
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Answers_are_compressed_for_clients_that_take_it(string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/graph?days=2");
        request.Headers.AcceptEncoding.ParseAdd(encoding);
        using var answer = await _client.SendAsync(request);
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.Single());
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
    }

    [Fact]
    public async Task An_answer_that_may_change_is_not_kept()
    {
        foreach (var path in new[] { "/api/v1/geo", "/api/v1/geo?days=1", "/api/v1/geo?source=live", $"/api/v1/geo?from={DateTime.UtcNow:yyyy-MM-dd}&to={DateTime.UtcNow.AddDays(2):yyyy-MM-dd}", "/api/v1/meta" })
        {
            using var answer = await _client.GetAsync(path);
            Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
            Assert.Null(answer.Headers.ETag);
        }
    }

    [Theory]
    [InlineData("graph")]
    [InlineData("geo")]
    [InlineData("timeseries")]
    [InlineData("top")]
    [InlineData("sankey")]
    [InlineData("findings")]
    [InlineData("graph", "&days=1")]
    [InlineData("graph", "&from=2026-01-01&to=2030-01-01")]
    public async Task An_answer_of_the_live_window_ends_now(string endpoint, string range = "")
    {
        var answer = await _client.GetFromJsonAsync<JsonElement>($"/api/v1/{endpoint}?source=live{range}");
        var (from, to) = (answer.GetProperty("from").GetDateTimeOffset(), answer.GetProperty("to").GetDateTimeOffset());
        Assert.True(from < to && to <= DateTimeOffset.UtcNow, $"{from:O} to {to:O}");
    }

    [Fact]
    public async Task Findings_of_a_finished_range_have_a_tag_and_come_as_events_too()
    {
        var path = $"/api/v1/findings?from={DateTime.UtcNow.AddDays(-9):yyyy-MM-dd}&to={DateTime.UtcNow.AddDays(-8):yyyy-MM-dd}";
        await Eventually.TrueAsync(
            async () =>
            {
                // Until all days are looked at, there are changes.
                using var first = await _client.GetAsync(path);
                using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
                using var same = await _client.SendAsync(again);
                return same.StatusCode == HttpStatusCode.NotModified;
            },
            () => "the tag does not stay");
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var events = await _client.SendAsync(request);
        Assert.Contains("event: result\ndata: {\"source\":\"history\"", await events.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("top?by=team", "groups")]
    [InlineData("top?by=Team,action", null)]
    [InlineData("top?by=teams", null)]
    [InlineData("timeseries?by=team", "series")]
    [InlineData("sankey?by=team,srcaddr", "nodes")]
    public async Task A_field_that_AWS_does_not_have_is_a_dimension_where_records_have_it(string question, string? list)
    {
        await Eventually.TrueAsync(async () => (await _client.GetFromJsonAsync<JsonElement>("/api/v1/meta")).GetProperty("fields").EnumerateArray().Any(field => field.GetString() == "team"), () => "nobody saw the field");
        if (list is null)
        {
            Assert.Contains("no dimension", await ProblemAsync("/api/v1/" + question), StringComparison.Ordinal);
            return;
        }

        var first = (await _client.GetFromJsonAsync<JsonElement>($"/api/v1/{question}&days=2")).GetProperty(list)[0];
        Assert.Equal("blue", first.TryGetProperty("values", out var values) ? values[0].GetString() : first.GetProperty("value").GetString());
    }

    [Theory]
    [InlineData("vpc-id = 1 and dstp", "dstport", "field")]
    [InlineData("account = 12345", "123456789012", "value")]
    [InlineData("region = eu", "eu-west-1", "value")]
    [InlineData("interface-id in (eni", "eni-0a1b2c", "value")]
    [InlineData("action = re", "reject", "value")]
    public async Task Completes_a_filter_with_fields_and_values_that_records_have_had(string filter, string text, string kind)
    {
        var answer = await _client.GetFromJsonAsync<JsonElement>($"/api/v1/complete?filter={Uri.EscapeDataString(filter)}");
        var suggestion = answer.GetProperty("suggestions")[0];
        Assert.Equal((text, kind), (suggestion.GetProperty("text").GetString(), suggestion.GetProperty("kind").GetString()));
        Assert.Equal(filter.Length, answer.GetProperty("position").GetInt32() + answer.GetProperty("length").GetInt32());
    }

    private async Task<string> ProblemAsync(string path)
    {
        using var response = await _client.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!;
    }

    private static long Flows(JsonElement answer) =>
        new[] { "accepted", "rejected", "other" }.Sum(part => answer.GetProperty(part).GetProperty("flows").GetInt64());
}
