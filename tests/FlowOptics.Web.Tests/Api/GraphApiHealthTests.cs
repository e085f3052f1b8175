using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FlowOptics.Web.Tests.Api;

public sealed class GraphApiHealthTests
{
    [Fact]
    public async Task Health_says_whether_GraphApi_answers_and_without_it_Web_is_only_degraded()
    {
        await using var graphApi = await TestGraphApi.StartAsync(app => app.MapGet("/alive", () => "alive"));
        await using var failing = await TestGraphApi.StartAsync(app => app.MapGet("/alive", () => Results.StatusCode(500)));

        Assert.Equal("healthy", await StatusAsync(graphApi.Address));
        Assert.Equal("degraded", await StatusAsync(failing.Address));
        Assert.Equal("degraded", await StatusAsync(graphApi: null));
    }

    private static async Task<string?> StatusAsync(Uri? graphApi)
    {
        await using var web = TestWeb.Start(graphApi: graphApi);
        using var answer = await web.Client.GetAsync("/health", TestContext.Current.CancellationToken);
        var health = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return health.GetProperty("checks").GetProperty("graphapi").GetProperty("status").GetString();
    }
}
