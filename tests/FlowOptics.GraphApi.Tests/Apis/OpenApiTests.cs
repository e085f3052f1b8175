using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.OpenApi;

namespace FlowOptics.GraphApi.Tests.Apis;

public sealed class OpenApiTests(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private readonly HttpClient _client = service.Process.Client;

    [Fact]
    public async Task The_document_is_valid()
    {
        using var stream = new MemoryStream(await _client.GetByteArrayAsync("/openapi/v1.json"));
        var read = await OpenApiDocument.LoadAsync(stream, "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.NotEmpty(read.Document!.Paths);
    }

    /// <summary>
    /// The page's types are made of the file (<c>npm run types</c>), so it must be what the service answers. After a change of an answer: run this test with
    /// FLOWOPTICS_WRITE_OPENAPI=1, then <c>npm run types</c> in Web/ClientApp, and commit both.
    /// </summary>
    [Fact]
    public async Task The_committed_document_is_the_one_that_is_answered()
    {
        var file = Path.Combine(Root(), "GraphApi", "openapi.json");
        var answered = (await _client.GetStringAsync("/openapi/v1.json")).ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("FLOWOPTICS_WRITE_OPENAPI") == "1") await File.WriteAllTextAsync(file, answered);

        var committed = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
        Assert.True(
            committed.ReplaceLineEndings("\n") == answered,
            "GraphApi/openapi.json is not what GraphApi answers. Run this test with FLOWOPTICS_WRITE_OPENAPI=1, then 'npm run types' in Web/ClientApp, and commit both.");
    }

    [Fact]
    public async Task Every_endpoint_says_what_it_does_and_what_may_come_back()
    {
        foreach (var (path, get) in await OperationsAsync())
        {
            Assert.False(string.IsNullOrEmpty(Text(get, "summary")), $"{path} has no summary");
            var responses = get.GetProperty("responses");
            foreach (var status in new[] { "200", "400", "499", "503" }) Assert.True(responses.TryGetProperty(status, out _), $"{path} says nothing of {status}");
            Assert.True(responses.GetProperty("400").GetProperty("content").TryGetProperty("application/problem+json", out _), $"{path} has no problem");
        }
    }

    [Fact]
    public async Task Every_parameter_has_a_description_and_an_example_that_is_answered()
    {
        foreach (var (path, get) in await OperationsAsync())
        {
            foreach (var parameter in Parameters(get))
            {
                var name = Text(parameter, "name")!;
                var description = Text(parameter, "description");
                Assert.False(string.IsNullOrEmpty(description), $"{path}: {name} has no description");
                var example = parameter.GetProperty("example").ToString();
                var with = description.Split('`') is [.., var query, _] && description.Contains("The example goes with", StringComparison.Ordinal) ? "&" + query : "";
                using var answer = await _client.GetAsync($"{path}?{name}={Uri.EscapeDataString(example)}{with}");
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {name}={example}{with} is answered with {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }
        }
    }

    [Theory]
    [InlineData("graph")]
    [InlineData("geo")]
    [InlineData("meta")]
    [InlineData("complete")]
    [InlineData("timeseries")]
    [InlineData("top")]
    [InlineData("sankey")]
    [InlineData("flows")]
    [InlineData("findings")]
    public async Task An_example_has_no_field_that_its_answer_has_not(string name)
    {
        var example = (await OperationsAsync()).Single(operation => Text(operation.Get, "operationId") == name).Get
            .GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("example");
        var answer = await _client.GetFromJsonAsync<JsonElement>($"/api/v1/{name}{(name == "sankey" ? "?by=srcaddr,dstaddr" : "")}");
        Assert.Empty(Names(example).Except(Names(answer)));

        static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
    }

    [Fact]
    public async Task Records_come_as_files_too()
    {
        var flows = (await OperationsAsync()).Single(operation => operation.Path == "/api/v1/flows").Get;
        var kinds = flows.GetProperty("responses").GetProperty("200").GetProperty("content").EnumerateObject().Select(kind => kind.Name);
        Assert.Equal(["application/json", "application/vnd.apache.parquet", "application/x-ndjson", "text/csv", "text/event-stream"], kinds.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task All_fields_of_answers_are_required_and_all_numbers_are_only_numbers()
    {
        var document = await _client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        foreach (var schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject().Where(schema => schema.Name != "Problem" && schema.Value.TryGetProperty("properties", out _)))
        {
            var fields = schema.Value.GetProperty("properties").EnumerateObject().ToList();
            Assert.Equal(fields.Select(field => field.Name), schema.Value.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
            Assert.All(fields, field => Assert.False(field.Value.TryGetProperty("pattern", out _), $"{schema.Name}.{field.Name} is a number or a text"));
        }
    }

    [Fact]
    public async Task Choices_and_bounds_are_told()
    {
        var graph = (await OperationsAsync()).Single(operation => operation.Path == "/api/v1/graph").Get;
        var mode = Parameters(graph).Single(parameter => Text(parameter, "name") == "mode").GetProperty("schema");
        Assert.Equal(["all", "correlate", "inspect", "rejects"], mode.GetProperty("enum").EnumerateArray().Select(choice => choice.GetString()));
        var limit = Parameters(graph).Single(parameter => Text(parameter, "name") == "limit").GetProperty("schema");
        Assert.Equal(1, limit.GetProperty("minimum").GetInt32());
        Assert.Equal(100_000, limit.GetProperty("maximum").GetInt32());
    }

    private async Task<IReadOnlyList<(string Path, JsonElement Get)>> OperationsAsync()
    {
        var document = await _client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        return [.. document.GetProperty("paths").EnumerateObject().Where(path => path.Name.StartsWith("/api/", StringComparison.Ordinal)).Select(path => (path.Name, path.Value.GetProperty("get")))];
    }

    private static List<JsonElement> Parameters(JsonElement operation) => operation.TryGetProperty("parameters", out var parameters) ? [.. parameters.EnumerateArray()] : [];

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FlowOptics.Aspire.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("the tests run outside the repository");
        return folder.FullName;
    }
}
