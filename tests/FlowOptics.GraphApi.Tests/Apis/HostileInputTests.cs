using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace FlowOptics.GraphApi.Tests.Apis;

/// <summary>Whatever is asked, each parameter of each endpoint takes it as a value or refuses it in a sentence, and the service goes on answering.</summary>
public sealed class HostileInputTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    // What the service promises; building the geo table, which may go on beside these tests, takes half of it.
    private const long MaxMegabytes = 2048;

    private readonly HttpClient _client = service.Process.Client;

    public static TheoryData<string, string> Values { get; } = new()
    {
        { "SQL", "'); DROP TABLE flows; SELECT ('" },
        { "a comment", "1 /* */ -- ; ATTACH 'x'" },
        { "a function", "read_csv('/etc/passwd')" },
        { "NUL", "a\0b" },
        { "control characters", "\u0001\u0002\u001b[31m" },
        { "a huge number", "99999999999999999999999999999999999999" },
        { "a negative number", "-9223372036854775808" },
        { "no number", "NaN" },
        { "year 0", "0000-00-00T00:00:00Z" },
        { "year 9999", "9999-12-31T23:59:59Z" },
        { "a path", "../../../../etc/passwd" },
        { "markup", "<script>alert(1)</script>" },
        { "format strings", "%s%n{0}${jndi:ldap://x}" },
        { "right to left", "\u202e\ud83d\ude00\uffff" },
        { "a hundred thousand characters", new string('x', 100_000) },
        { "commas", new string(',', 10_000) },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Is_a_value_or_is_refused_in_a_sentence(string what, string value)
    {
        foreach (var (path, names) in await EndpointsAsync())
        {
            foreach (var name in names)
            {
                using var answer = await _client.GetAsync($"{path}?{name}={Uri.EscapeDataString(value)}");
                await CheckAsync(answer, $"{path}?{name}={what}");
            }
        }

        await GoesOnAsync();
    }

    [Fact]
    public async Task Every_parameter_is_refused_when_it_comes_twice_and_every_unknown_one_is()
    {
        foreach (var (path, names) in await EndpointsAsync())
        {
            foreach (var query in names.Select(name => $"{name}=1&{name}=2").Append("nonsense=1").Append("=1").Append("%00=1"))
            {
                using var answer = await _client.GetAsync($"{path}?{query}");
                Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
                await CheckAsync(answer, $"{path}?{query}");
            }
        }
    }

    public static TheoryData<string, string> Filters { get; } = new()
    {
        { "a megabyte", "addr = 10.0.0.1" + string.Concat(Enumerable.Repeat(" or addr = 10.0.0.1", 1 << 20 >> 4)) },
        { "ten thousand open brackets", new string('(', 10_000) },
        { "ten thousand nested brackets", new string('(', 10_000) + "port = 1" + new string(')', 10_000) },
        { "brackets within the length limit", new string('(', 8_000) + "port = 1" + new string(')', 8_000) },
        { "not not not", string.Concat(Enumerable.Repeat("not ", 4_000)) + "port = 1" },
        { "stars", "interface-id like " + new string('*', 10_000) },
        { "ten thousand addresses", "addr in (" + string.Join(",", Enumerable.Range(0, 10_001).Select(i => $"10.0.{i / 256}.{i % 256}")) + ")" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_beyond_all_measure_is_refused(string what, string filter)
    {
        foreach (var (path, names) in await EndpointsAsync())
        {
            if (!names.Contains("filter")) continue;
            using var answer = await _client.GetAsync($"{path}?filter={Uri.EscapeDataString(filter)}");
            await CheckAsync(answer, $"{path}: {what}");
            // Completion's answer is the fault; stars are many, and all right.
            if (what != "stars" && !path.EndsWith("/complete", StringComparison.Ordinal)) Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        await GoesOnAsync();
    }

    [Theory]
    [InlineData("/api/v1/graph?account=%ff%fe%80")]
    [InlineData("/api/v1/graph?account=%c0%af")]
    [InlineData("/api/v1/graph?account=%ed%a0%80")]
    [InlineData("/api/v1/graph?account=%")]
    [InlineData("/api/v1/graph?account=%zz&&&===")]
    [InlineData("/api/v1/graph?\u00ff=1")]
    [InlineData("/api/v1/graph?account=\u0001")]
    [InlineData("/api/v1/%00")]
    public async Task Bytes_that_are_no_text_break_nothing(string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_client.BaseAddress!.Host, _client.BaseAddress.Port);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes($"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        var status = await reader.ReadLineAsync();
        Assert.Matches("^HTTP/1.1 (200|4[0-9][0-9]) ", status);
        await GoesOnAsync();
    }

    private static async Task CheckAsync(HttpResponseMessage answer, string what)
    {
        var status = (int)answer.StatusCode;
        Assert.True(status == 200 || status is >= 400 and < 500, $"{what}: {status} {await answer.Content.ReadAsStringAsync()}");
        if (status == 200) return;
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var sentence = problem.GetProperty("detail").GetString();
        Assert.False(string.IsNullOrWhiteSpace(sentence), $"{what}: no sentence");
        Assert.True(sentence.Length < 2000, $"{what}: {sentence.Length} characters");
    }

    private async Task GoesOnAsync()
    {
        var graph = await _client.GetFromJsonAsync<JsonElement>("/api/v1/graph");
        Assert.Equal(100, graph.GetProperty("accepted").GetProperty("flows").GetInt64());
        Assert.True(service.Process.Megabytes < MaxMegabytes, $"{service.Process.Megabytes} MB");
    }

    private async Task<IReadOnlyList<(string Path, IReadOnlyList<string> Names)>> EndpointsAsync()
    {
        var document = await _client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        return [.. document.GetProperty("paths").EnumerateObject().Where(path => path.Name.StartsWith("/api/", StringComparison.Ordinal)).Select(path =>
            (path.Name, (IReadOnlyList<string>)(path.Value.GetProperty("get").TryGetProperty("parameters", out var parameters) ? [.. parameters.EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()!)] : [])))];
    }
}
