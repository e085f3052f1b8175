using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace FlowOptics.GraphApi.Tests.Apis;

/// <summary>Real answers of each endpoint against the schemas of the OpenAPI document: types that are made of it hold.</summary>
[Collection<OneDemo>]
public sealed class AnswerSchemaTests(DemoFixture demo)
{
    [Theory]
    [InlineData("graph")]
    [InlineData("graph?{0}")]
    [InlineData("graph?{0}&limit=3&dedupe=false&order=flows")]
    [InlineData("graph?{0}&group=subnet&expand=10.0.1.0/24")]
    [InlineData("graph?{0}&group=vpc")]
    [InlineData("graph?{0}&group=eni")]
    [InlineData("graph?{0}&group=instance")]
    [InlineData("graph?{0}&group=tag")]
    [InlineData("graph?{0}&group=country&label=source")]
    [InlineData("graph?{0}&group=asn&mode=rejects")]
    [InlineData("graph?{0}&group=service&compare=previous")]
    [InlineData("graph?source=live")]
    [InlineData("geo")]
    [InlineData("geo?{0}")]
    [InlineData("geo?{0}&by=country")]
    [InlineData("geo?source=live")]
    [InlineData("timeseries?{0}")]
    [InlineData("timeseries?{0}&by=country,action&top=2")]
    [InlineData("timeseries?source=live&by=action")]
    [InlineData("top?{0}&by=vpc-id&limit=2")]
    [InlineData("top?{0}&by=asn,service-port&limit=2")]
    [InlineData("top?source=live")]
    [InlineData("sankey?{0}&by=country,direction,service-port,action&top=3")]
    [InlineData("sankey?source=live")]
    [InlineData("flows?{0}&limit=500")]
    [InlineData("flows")]
    [InlineData("findings?{0}")]
    [InlineData("findings?source=live")]
    [InlineData("complete?filter=dstp")]
    [InlineData("complete?filter=dstport%20%3D%3D")]
    [InlineData("meta")]
    public async Task An_answer_is_as_the_document_says(string question)
    {
        var address = "/api/v1/" + string.Format(null, question, demo.Range);
        var document = await DocumentAsync();
        var answer = await demo.Process.Client.GetFromJsonAsync<JsonElement>(address);
        Assert.Empty(new JsonSchema(document).Check(answer, SchemaOf(document, question)));
    }

    [Fact]
    public async Task Findings_that_there_are_are_as_the_document_says()
    {
        var document = await DocumentAsync();
        var answer = await demo.Process.UntilAsync($"/api/v1/findings?{demo.Range}&limit=200", answer => answer.GetProperty("findings").GetArrayLength() > 0);
        Assert.Empty(new JsonSchema(document).Check(answer, SchemaOf(document, "findings")));
    }

    [Theory]
    [InlineData("graph?mode=none")]
    [InlineData("flows?filter=dstport%20%3D%3D")]
    [InlineData("graph?source=live&group=tag")]
    [InlineData("meta?x=1")]
    public async Task A_problem_is_as_the_document_says(string question)
    {
        using var answer = await demo.Process.Client.GetAsync("/api/v1/" + question);
        var schemas = new JsonSchema(await DocumentAsync());
        Assert.Empty(schemas.Check(await answer.Content.ReadFromJsonAsync<JsonElement>(), schemas["Problem"]));
    }

    [Fact]
    public async Task The_data_of_events_are_as_the_document_says()
    {
        var document = await DocumentAsync();
        var schemas = new JsonSchema(document);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/graph?" + demo.Range) { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/event-stream") } } };
        using var answer = await demo.Process.Client.SendAsync(request);
        var events = (await answer.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split('\n')).ToList();
        Assert.Equal("event: result", events[^1][0]);
        foreach (var lines in events)
        {
            var data = JsonDocument.Parse(lines[1]["data: ".Length..]).RootElement;
            Assert.Empty(schemas.Check(data, lines[0] == "event: result" ? SchemaOf(document, "graph") : schemas["QueryEvent"]));
        }
    }

    [Fact]
    public void What_does_not_fit_is_found()
    {
        var schemas = new JsonSchema(Json("""{"components":{"schemas":{"Kind":{"type":"string","enum":["a"]}}}}"""));
        var schema = Json("""{"type":"object","required":["n","kind"],"properties":{"n":{"type":["null","integer"]},"kind":{"oneOf":[{"type":"null"},{"$ref":"#/components/schemas/Kind"}]},"list":{"type":"array","items":{"type":"string"}}}}""");
        Assert.Empty(schemas.Check(Json("""{"n":null,"kind":"a","list":["x"]}"""), schema));
        foreach (var wrong in new[] { """{"n":1}""", """{"n":1,"kind":"b"}""", """{"n":1.5,"kind":null}""", """{"n":1,"kind":"a","list":[null]}""", """{"n":1,"kind":"a","more":1}""", "[]" })
            Assert.NotEmpty(schemas.Check(Json(wrong), schema));
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private static JsonElement SchemaOf(JsonElement document, string question) => document.GetProperty("paths").GetProperty("/api/v1/" + question.Split('?')[0]).GetProperty("get")
        .GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");

    private async Task<JsonElement> DocumentAsync() => await demo.Process.Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
}
