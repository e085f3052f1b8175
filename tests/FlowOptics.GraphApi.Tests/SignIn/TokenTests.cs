using System.Net;
using FlowOptics.Lake.Tests.Reference;

namespace FlowOptics.GraphApi.Tests.SignIn;

/// <summary>GraphApi asked directly, past Web: it looks at each token itself.</summary>
[Collection<OneSignIn>]
public sealed class TokenTests(SignedInFixture services)
{
    private static readonly string[] Endpoints = ["graph", "timeseries", "top", "sankey", "geo", "flows", "flows?format=csv", "findings", "complete", "meta"];

    [Fact]
    public async Task Nothing_is_told_without_a_token()
    {
        foreach (var path in Endpoints.Select(endpoint => "/api/v1/" + endpoint).Append("/openapi/v1.json").Append("/api/v1/nothing"))
        {
            using var answer = await services.AskAsync(path, null);
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, answer.StatusCode));
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        }
    }

    [Fact]
    public async Task Wrong_tokens_are_refused()
    {
        await using var other = await TestIssuer.StartAsync();
        foreach (var (what, token) in WrongTokens.Of(services.Issuer, other))
        {
            using var answer = await services.AskAsync("/api/v1/meta", token);
            Assert.Equal((what, HttpStatusCode.Unauthorized), (what, answer.StatusCode));
        }
    }

    [Fact]
    public async Task Who_has_no_role_or_no_account_is_told_nothing()
    {
        foreach (var token in new[] { services.Issuer.Token(), services.Issuer.Token(("roles", "intern"), ("accounts", "*")), services.Issuer.Token(("roles", "viewer")), services.Issuer.Token(("roles", "no viewer, admin")) })
        {
            using var answer = await services.AskAsync("/api/v1/meta", token);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_token_in_the_address_is_no_token()
    {
        using var answer = await services.AskAsync($"/api/v1/meta?access_token={services.Issuer.Admin()}", null);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Cognitos_access_tokens_are_taken_by_their_client()
    {
        using var answer = await services.AskAsync("/api/v1/meta", services.Issuer.Token(("aud", null), ("client_id", TestIssuer.Client), ("token_use", "access"), ("roles", new[] { "admin" })));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Whether_it_lives_is_told_to_everybody_and_how_it_does_to_nobody_unknown()
    {
        using var alive = await services.AskAsync("/alive", null);
        using var health = await services.AskAsync("/health", null);

        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.DoesNotContain("records", await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_without_sign_in_refuses_tokens_rather_than_to_ignore_them()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/meta");
        request.Headers.Authorization = new("Bearer", services.Issuer.Viewer(SignedInFixture.Visible));
        using var answer = await services.Alone.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task An_address_that_others_can_reach_needs_sign_in()
    {
        using var folder = new TemporaryFolder();
        using var open = new GraphApiProcess(folder.Path, folder.Path, ("ASPNETCORE_URLS", "http://0.0.0.0:0"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => open.UntilAsync("/alive", _ => true));
        await Eventually.TrueAsync(() => open.Output.Contains("nobody signs in: set FlowOptics:SignIn:Issuer", StringComparison.Ordinal), () => open.Output);
    }
}
