using System.Net;

namespace FlowOptics.Web.Tests.Security;

public sealed class SecurityHeadersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/meta")]
    [InlineData("/health")]
    public async Task Every_answer_forbids_the_browser_all_that_is_not_ours(string path)
    {
        await using var web = TestWeb.Start();

        using var answer = await web.Client.GetAsync(path, Cancel);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; ", policy, StringComparison.Ordinal);
        Assert.Contains($"connect-src 'self' ws://{web.Address.Authority};", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Empty(answer.Headers.Server);
    }

    [Theory]
    [InlineData("localhost:8000", HttpStatusCode.OK)]
    [InlineData("attacker.example", HttpStatusCode.BadRequest)]
    public async Task Only_names_of_this_machine_are_answered(string host, HttpStatusCode expected)
    {
        await using var web = TestWeb.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/alive");
        request.Headers.Host = host;

        using var answer = await web.Client.SendAsync(request, Cancel);

        Assert.Equal(expected, answer.StatusCode);
    }
}
