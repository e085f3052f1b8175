using System.Net;
using FlowOptics.ServiceDefaults;
using FlowOptics.Web.Tests.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FlowOptics.Web.Tests.Security;

/// <summary>Whose word counts for where a request comes from, and how.</summary>
public sealed class ProxiesTests
{
    private const string Host = "flowoptics.example.com";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.0/8", true)]
    [InlineData("10.0.0.0/24;10.0.1.0/24", false)]
    [InlineData("", false)]
    public async Task Forwarded_headers_count_from_the_proxies_alone(string proxies, bool believed)
    {
        await using var graphApi = await TestGraphApi.StartAsync(app => app.MapGet("/api/seen", (HttpRequest request) => $"{request.Headers["X-Forwarded-For"]} {request.Headers["X-Forwarded-Proto"]}"));
        await using var web = TestWeb.Start(graphApi: graphApi.Address, settings: [("AllowedHosts", Host), ("FlowOptics:Web:Proxies", proxies)]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/seen");
        request.Headers.Host = Host;
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var answer = await web.Client.SendAsync(request, Cancel);

        Assert.Equal(believed ? "203.0.113.9 https" : "127.0.0.1 http", await answer.Content.ReadAsStringAsync(Cancel));
        // By https, and for a name that others resolve, the browser is told to stay with it.
        Assert.Equal(believed ? ["max-age=31536000"] : [], answer.Headers.TryGetValues("Strict-Transport-Security", out var strict) ? strict : []);
        Assert.Contains($" {(believed ? "wss" : "ws")}://{Host};", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_writes_other_addresses_into_the_header_is_one_address_still()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var web = TestWeb.Start(settings: [.. issuer.WebSettings, ("FlowOptics:Web:RequestsPerMinute", "60")]);

        var statuses = new List<HttpStatusCode>();
        while (statuses.Count < 200 && !statuses.Contains(HttpStatusCode.TooManyRequests))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{statuses.Count}");
            using var answer = await web.Client.SendAsync(request, Cancel);
            statuses.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
    }

    [Theory]
    [InlineData("FlowOptics:Web:Proxies", "everybody", "give addresses or CIDR blocks")]
    [InlineData("FORWARDEDHEADERS_ENABLED", "true", "would believe forwarded headers of everybody")]
    public void What_would_believe_everybody_stops_the_start(string key, string value, string why)
    {
        var refused = Assert.ThrowsAny<Exception>(() => TestWeb.Start(settings: [(key, value)]));

        Assert.IsType<ServiceConfigurationException>(refused.GetBaseException());
        Assert.Contains(why, refused.GetBaseException().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_nothing_here_needs_is_refused()
    {
        await using var graphApi = await TestGraphApi.StartAsync(app => app.MapPost("/api/taken", async (HttpRequest request) =>
        {
            await request.Body.CopyToAsync(Stream.Null);
            return "taken";
        }));
        await using var web = TestWeb.Start(graphApi: graphApi.Address);

        // The body waits until it is asked for: who is refused while it sends may not come to read why.
        using var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(3) });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(web.Address, "/api/taken")) { Content = new ByteArrayContent(new byte[(4 * 1024 * 1024) + 1]) };
        request.Headers.ExpectContinue = true;
        using var answer = await client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }
}
