using System.Security.Cryptography;
using System.Text.Json;
using FlowOptics.EndToEnd.Product;

namespace FlowOptics.EndToEnd.Scenarios;

/// <summary>What the services say of themselves, as it arrives in the dashboard.</summary>
[Collection(DemoScenarios.Name)]
public sealed class TelemetryTests(DemoProduct demo)
{
    private static readonly string[] Way =
    [
        "ingestor stream object", "ingestor publish flowoptics/v1/raw", "broker route", "enricher process flowoptics/v1/raw", "enricher publish flowoptics/v1/flows",
        "graphapi process flowoptics/v1/flows", "graphapi process flowoptics/v1/objects", "graphapi import object",
    ];

    [Fact]
    public async Task A_trace_follows_an_object_through_four_services_into_the_live_window_and_the_lake()
    {
        var product = await demo.RunningAsync();
        JsonElement[] spans = [];
        await Deadline.ReachedAsync("the trace of an object", async () =>
        {
            var traces = (await product.Dashboard.GetAsync("/api/traces?text=import%20object&limit=20")).GetProperty("traces").EnumerateArray();
            foreach (var trace in traces)
            {
                spans = [.. (await product.Dashboard.GetAsync($"/api/traces/{trace.GetProperty("id").GetString()}")).GetProperty("spans").EnumerateArray()];
                if (Way.All(step => spans.Any(span => Step(span) == step))) return null;
            }

            return $"the newest has {string.Join(", ", spans.Select(Step).Distinct())}";
        });

        // Every span but the first has its parent in the trace.
        var ids = spans.Select(span => span.GetProperty("id").GetString()).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(["ingestor stream object"], spans.Where(span => !ids.Contains(span.GetProperty("parent").GetString() ?? "")).Select(Step));
    }

    [Fact]
    public async Task Every_service_measures_and_none_is_traced_for_being_asked_whether_it_lives()
    {
        var product = await demo.RunningAsync();

        await Deadline.ReachedAsync("metrics of all services", async () =>
        {
            var resources = (await product.Dashboard.GetAsync("/api/telemetry/resources")).GetProperty("resources").EnumerateArray()
                .Where(resource => resource.GetProperty("points").GetInt32() > 0).Select(resource => resource.GetProperty("id").GetString()!).ToArray();
            string[] missing = [.. new[] { "broker", "demo", "enricher", "graphapi", "ingestor", "web" }.Except(resources, StringComparer.Ordinal)];
            return missing.Length == 0 ? null : $"without: {string.Join(", ", missing)}";
        });
        Assert.Equal(0, (await product.Dashboard.GetAsync("/api/traces?attr=url.path:/health")).GetProperty("matching").GetInt32());
    }

    [Fact]
    public async Task A_question_is_traced_into_the_lake_by_the_tables_that_it_read_and_not_by_what_was_asked_for()
    {
        var product = await demo.ImportedAsync();
        var trace = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        using var question = new HttpRequestMessage(HttpMethod.Get, "/api/v1/graph?mode=inspect&ips=10.0.3.7&days=1") { Headers = { { "traceparent", $"00-{trace}-0102030405060708-01" } } };
        using var answer = await product.Client.SendAsync(question, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        string[] steps = ["web GET /api/{**path}", "web forward answer", "graphapi GET /api/v1/graph", "graphapi graph"];
        JsonElement[] spans = [];
        await Deadline.ReachedAsync("the trace of a question", async () =>
        {
            if ((await product.Dashboard.GetAsync($"/api/traces?text={trace}")).GetProperty("matching").GetInt32() == 0) return "nothing has come";
            spans = [.. (await product.Dashboard.GetAsync($"/api/traces/{trace}")).GetProperty("spans").EnumerateArray()];
            return steps.All(step => spans.Any(span => Step(span) == step)) ? null : string.Join(", ", spans.Select(Step));
        });

        var asked = Assert.Single(spans, span => span.GetProperty("attributes").TryGetProperty("db.system.name", out _));
        var attributes = asked.GetProperty("attributes");
        Assert.Equal("client", asked.GetProperty("kind").GetString());
        Assert.Equal(("duckdb", "SELECT"), (attributes.GetProperty("db.system.name").GetString(), attributes.GetProperty("db.operation.name").GetString()));
        Assert.Matches("^SELECT( [a-z_]+)+$", attributes.GetProperty("db.query.summary").GetString());
        Assert.Equal($"graphapi {attributes.GetProperty("db.query.summary").GetString()}", Step(asked));
        Assert.DoesNotContain("10.0.3.7", asked.ToString(), StringComparison.Ordinal);
    }

    private static string Step(JsonElement span) => $"{span.GetProperty("resource").GetString()} {span.GetProperty("name").GetString()}";
}
