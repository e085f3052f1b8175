using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FlowOptics.ServiceDefaults;
using FlowOptics.SignIn;
using FlowOptics.Web.Tests.Api;
using FlowOptics.Web.Tests.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Web.Tests.SignIn;

/// <summary>Web with an issuer: what is open, what asks for a token, and what tickets are good for.</summary>
public sealed class SignInTests
{
    private const string Visible = "123456789012";
    private const string Hidden = "234567890123";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wrong_tokens_and_none_get_no_further_than_Web()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var other = await TestIssuer.StartAsync();
        await using var web = Start(issuer);
        foreach (var (what, token) in WrongTokens.Of(issuer, other).Append(("none", "")))
        {
            using var answer = await SendAsync(web, HttpMethod.Get, "/api/v1/meta", token);
            Assert.Equal((what, HttpStatusCode.Unauthorized), (what, answer.StatusCode));
        }

        using var forbidden = await SendAsync(web, HttpMethod.Get, "/api/v1/meta", issuer.Token());
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    [Fact]
    public async Task A_token_goes_on_to_GraphApi_as_it_came()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var graphApi = await TestGraphApi.StartAsync(app => app.MapGet("/api/v1/meta", (HttpRequest request) => request.Headers.Authorization.ToString()));
        await using var web = Start(issuer, graphApi: graphApi.Address);
        var token = issuer.Viewer(Visible);

        using var answer = await SendAsync(web, HttpMethod.Get, "/api/v1/meta", token);

        Assert.Equal("Bearer " + token, await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task The_page_is_told_where_to_sign_in_and_may_reach_that_alone()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var web = Start(issuer);

        var where = await web.Client.GetFromJsonAsync<JsonElement>("/sign-in", Cancel);
        using var page = await web.Client.GetAsync("/", Cancel);

        Assert.Equal(TestIssuer.Client, where.GetProperty("clientId").GetString());
        Assert.Equal(issuer.Address + "/token", where.GetProperty("metadata").GetProperty("token_endpoint").GetString());
        Assert.Contains($"connect-src 'self' ws://{web.Address.Authority} {issuer.Address};", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.Unauthorized, page.StatusCode);
    }

    [Fact]
    public async Task Health_tells_strangers_nothing_but_whether_it_is_well()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var web = Start(issuer);

        Assert.DoesNotContain("mqtt", await (await web.Client.GetAsync("/health", Cancel)).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_lets_one_download_through_and_no_second()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var graphApi = await TestGraphApi.StartAsync(app => app.MapGet("/api/v1/flows", (HttpRequest request) => $"{request.Headers.Authorization} {request.QueryString}"));
        await using var web = Start(issuer, graphApi: graphApi.Address);
        var token = issuer.Viewer(Visible);
        var ticket = await TicketAsync(web, token, "download");

        using var first = await web.Client.GetAsync($"/api/v1/flows?format=csv&ticket={ticket}&limit=5", Cancel);
        using var second = await web.Client.GetAsync($"/api/v1/flows?format=csv&ticket={ticket}&limit=5", Cancel);

        Assert.Equal($"Bearer {token} ?format=csv&limit=5", await first.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
    }

    [Fact]
    public async Task A_ticket_is_good_for_what_it_was_given_for_only()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var web = Start(issuer);

        using var download = await web.Client.GetAsync("/api/v1/flows?ticket=" + await TicketAsync(web, issuer.Viewer(Visible), "live"), Cancel);
        using var other = await web.Client.GetAsync("/api/v1/meta?ticket=" + await TicketAsync(web, issuer.Viewer(Visible), "download"), Cancel);
        using var without = await web.Client.PostAsync("/sign-in/tickets?use=live", null, Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, download.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, other.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
    }

    [Fact]
    public async Task The_live_feed_of_a_viewer_has_their_accounts_only_whatever_they_subscribe_to()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var broker = await RunningBroker.StartedAsync();
        await using var web = Start(issuer, broker.Address);
        await Eventually.TrueAsync(() => broker.Server.Statistics.Subscriptions == 3, "Web subscribed at the broker");
        await using var all = await TestBrowser.SubscribedAsync(web, "flowoptics/v1/map/#", await TicketAsync(web, issuer.Viewer(Visible), "live"));
        await using var hidden = await TestBrowser.SubscribedAsync(web, $"flowoptics/v1/map/{Hidden}/+", await TicketAsync(web, issuer.Viewer(Visible), "live"));
        await using var admin = await TestBrowser.SubscribedAsync(web, "flowoptics/v1/map/#", await TicketAsync(web, issuer.Admin(), "live"));

        await broker.PublishAsync(Topics.Of(Topics.Map, Hidden, "us-east-1"), "hidden");
        await broker.PublishAsync(Topics.Of(Topics.Map, Visible, "eu-west-1"), "visible");
        await broker.PublishAsync(Topics.OfStatus("enricher", "0"), "{}");

        // One upstream connection keeps the order: had it been let through, the hidden one would be the first.
        Assert.Equal("visible", (await all.NextAsync("message")).GetProperty("payload").GetString());
        Assert.Equal("hidden", (await admin.NextAsync("message")).GetProperty("payload").GetString());
        Assert.Equal("visible", (await admin.NextAsync("message")).GetProperty("payload").GetString());
        Assert.False(hidden.HasSeen("message"));
    }

    [Fact]
    public async Task A_live_connection_without_a_ticket_or_with_one_that_was_used_is_refused()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var web = Start(issuer);
        var ticket = await TicketAsync(web, issuer.Viewer(Visible), "live");
        await using (await TestBrowser.SubscribedAsync(web, "flowoptics/v1/map/#", ticket))
        {
            foreach (var password in new[] { null, ticket, "guessed", await TicketAsync(web, issuer.Viewer(Visible), "download") })
            {
                await using var browser = TestBrowser.Open(web, "flowoptics/v1/map/#", password);
                await browser.NextAsync("error", error => error.GetProperty("message").GetString()!.Contains("Not authorized", StringComparison.OrdinalIgnoreCase));
            }
        }
    }

    [Fact]
    public async Task A_live_connection_ends_with_the_token_that_it_was_opened_with()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var web = Start(issuer);
        // In force for half a minute more, as clocks may differ; its connection ends at once.
        var ending = issuer.Token(("roles", "admin"), ("nbf", DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeSeconds()), ("exp", DateTimeOffset.UtcNow.AddSeconds(-5).ToUnixTimeSeconds()));

        await using var browser = TestBrowser.Open(web, "flowoptics/v1/map/#", await TicketAsync(web, ending, "live"));

        await browser.NextAsync("closed");
    }

    [Fact]
    public async Task An_address_that_others_can_reach_needs_sign_in()
    {
        // By no factory: one that asks a host that ends as it starts for its services finds it disposed of at times, which is then all that it tells.
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://0.0.0.0:0");
        builder.AddSignIn();
        await using var app = builder.Build();
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync(Cancel));

        Assert.IsType<ServiceConfigurationException>(refused.GetBaseException());
        Assert.Contains("nobody signs in", refused.GetBaseException().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_requests_of_one_person_are_refused_and_anothers_are_not()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var web = Start(issuer, settings: ("FlowOptics:Web:RequestsPerMinute", "60"));
        var (busy, other) = (issuer.Viewer(Visible), issuer.Token(("roles", "admin"), ("sub", "grace-1906")));

        var statuses = new List<HttpStatusCode>();
        while (statuses.Count < 200 && !statuses.Contains(HttpStatusCode.TooManyRequests))
        {
            using var answer = await SendAsync(web, HttpMethod.Post, "/sign-in/tickets?use=live", busy);
            statuses.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.NotEmpty(await TicketAsync(web, other, "live"));
    }

    private static TestWeb Start(TestIssuer issuer, Uri? broker = null, Uri? graphApi = null, params (string Key, string Value)[] settings) =>
        TestWeb.Start(broker, graphApi, settings: [.. issuer.WebSettings, .. settings]);

    private static async Task<string> TicketAsync(TestWeb web, string token, string use)
    {
        using var answer = await SendAsync(web, HttpMethod.Post, "/sign-in/tickets?use=" + use, token);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("ticket").GetString()!;
    }

    private static async Task<HttpResponseMessage> SendAsync(TestWeb web, HttpMethod method, string path, string token)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token.Length > 0) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        return await web.Client.SendAsync(request, Cancel);
    }
}
