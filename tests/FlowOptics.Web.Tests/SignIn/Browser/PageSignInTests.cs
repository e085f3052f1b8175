using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Web;
using FlowOptics.ServiceDefaults;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlowOptics.Web.Tests.SignIn.Browser;

/// <summary>The page's own sign-in, in a browser, against a real provider.</summary>
[Collection<OneWorld>]
public sealed class PageSignInTests(SignInWorld world)
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };
    private static readonly string Explore = $"/explore?{RealGraphApi.Range}&by=account&units=flows";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_viewer_is_led_back_to_where_they_were_and_sees_their_account_alone()
    {
        var frames = new ConcurrentQueue<string>();
        var page = await world.SignedInAsync("ada", Explore, page => page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => frames.Enqueue(Encoding.Latin1.GetString(frame.Binary ?? [])));

        await Expect(page.GetByTestId("who")).ToContainTextAsync("Ada", new() { Timeout = 60_000 });
        Assert.Equal(new Uri(world.Web.Address, Explore).ToString(), page.Url);

        // What there is to choose, what a panel shows, what the filter box proposes.
        await Expect(page.GetByTestId("account").Locator("option")).ToHaveTextAsync(["All accounts", RealGraphApi.Visible]);
        await Expect(page.GetByTestId("top-table").Locator("tbody tr").First).ToBeVisibleAsync(Patiently);
        await page.GetByTestId("filter").FillAsync("account = ");
        await Expect(page.GetByTestId("filter-options")).ToContainTextAsync(RealGraphApi.Visible, new() { Timeout = 60_000 });
        Assert.DoesNotContain(RealGraphApi.Hidden, await page.ContentAsync(), StringComparison.Ordinal);
        await page.GetByTestId("filter").PressAsync("Escape");

        // A file that the browser fetches itself.
        await page.GetByTestId("explore-records").ScrollIntoViewIfNeededAsync();
        await page.GetByTestId("records-download").Locator("summary").ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("download-csv").ClickAsync());
        var csv = await File.ReadAllTextAsync(await download.PathAsync(), Cancel);
        Assert.Equal(RealGraphApi.Records, csv.Trim().Split('\n').Length - 1);
        Assert.DoesNotContain(RealGraphApi.Hidden, csv, StringComparison.Ordinal);

        // The live feed, which was let in by a ticket.
        await Eventually.TrueAsync(() => world.Broker.Server.Statistics.Subscriptions == 3, "Web subscribed at the broker");
        await Eventually.TrueAsync(
            async () =>
            {
                foreach (var account in new[] { RealGraphApi.Hidden, RealGraphApi.Visible }) await world.Broker.PublishAsync(Topics.Of(Topics.Events, account, "eu-west-1"), $$"""[{"account-id":"{{account}}"}]""");
                return frames.Any(frame => frame.Contains(RealGraphApi.Visible, StringComparison.Ordinal));
            },
            () => string.Join('\n', frames));
        Assert.DoesNotContain(frames, frame => frame.Contains(RealGraphApi.Hidden, StringComparison.Ordinal));

        // Tokens are nowhere that outlives the page, and no cookie is ours.
        var stored = await page.EvaluateAsync<string>("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])");
        Assert.DoesNotContain("eyJ", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("oidc.", stored, StringComparison.Ordinal);
        Assert.Empty(world.Cookies);
        Assert.Empty(world.Complaints);
        await page.CloseAsync();
    }

    [Fact]
    public async Task An_admin_sees_all_accounts_and_is_asked_anew_after_signing_out()
    {
        var (graphs, left) = (0, new ConcurrentQueue<string>());
        var page = await world.SignedInAsync("grace", "/graph?" + RealGraphApi.Range, page =>
        {
            page.Response += (_, response) =>
            {
                if (response.Url.Contains("/api/v1/graph", StringComparison.Ordinal) && response.Status == 200) Interlocked.Increment(ref graphs);
            };
            page.Request += (_, request) =>
            {
                if (request.Url.Contains("/session/end?", StringComparison.Ordinal)) left.Enqueue(request.Url);
            };
        });
        await Expect(page.GetByTestId("account").Locator("option")).ToHaveCountAsync(3, new() { Timeout = 60_000 });
        Assert.Equal(["All accounts", RealGraphApi.Visible, RealGraphApi.Hidden], (await page.GetByTestId("account").Locator("option").AllTextContentsAsync()).OrderByDescending(text => text == "All accounts").ThenBy(text => text, StringComparer.Ordinal));
        await Eventually.TrueAsync(() => Volatile.Read(ref graphs) > 0, "the graph, which a worker asks for, came");

        await page.GetByTestId("who").Locator("summary").ClickAsync();
        await page.GetByTestId("sign-out").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();
        await Expect(page.GetByTestId("signed-out")).ToBeVisibleAsync(Patiently);
        // The standard's parameters, and those that Cognito asks for in their place.
        var asked = HttpUtility.ParseQueryString(new Uri(left.First()).Query);
        var back = new Uri(world.Web.Address, "/signed-out").ToString();
        Assert.Equal((back, back, "flowoptics"), (asked["post_logout_redirect_uri"], asked["logout_uri"], asked["client_id"]));
        Assert.NotNull(asked["id_token_hint"]);

        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in again" }).ClickAsync();
        await Expect(page.GetByLabel("Who")).ToBeVisibleAsync(Patiently);
        await page.CloseAsync();
    }

    [Fact]
    public async Task Who_has_no_role_is_told_so()
    {
        var page = await world.SignedInAsync("nobody", Explore);

        await Expect(page.GetByText("You may not see this").First).ToBeVisibleAsync(Patiently);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_ends_without_leaving_the_page()
    {
        var (tokens, left) = (new ConcurrentDictionary<string, bool>(StringComparer.Ordinal), 0);
        var page = await world.SignedInAsync("renewed", "/map", page => page.Request += (_, request) =>
        {
            if (request.Url.Contains("/api/", StringComparison.Ordinal) && request.Headers.TryGetValue("authorization", out var token)) tokens[token] = true;
            if (request.Url.Contains("/auth?", StringComparison.Ordinal)) Interlocked.Increment(ref left);
        });
        await Expect(page.GetByTestId("who")).ToBeVisibleAsync(Patiently);

        // Each view asks its own questions.
        foreach (var view in new[] { "explore", "graph" })
        {
            var known = tokens.Count;
            await page.WaitForResponseAsync(response => response.Url.EndsWith("/token", StringComparison.Ordinal) && response.Status == 200, new() { Timeout = 60_000 });
            await page.GetByTestId("view-" + view).ClickAsync();
            await Eventually.TrueAsync(() => tokens.Count > known, $"{view} asked with another token");
        }

        Assert.Equal(1, left);
        await page.CloseAsync();
    }

    [Fact]
    public async Task Where_none_is_to_be_had_an_ended_token_leads_to_the_provider_and_back_to_where_one_was()
    {
        var given = 0;
        var page = await world.SignedInAsync("brief", Explore, page => page.Response += (_, response) =>
        {
            if (response.Url.EndsWith("/token", StringComparison.Ordinal) && response.Request.Method == "POST" && response.Status == 200) Interlocked.Increment(ref given);
        });

        // The second time the provider knows them, and asks nothing.
        await Eventually.TrueAsync(() => Volatile.Read(ref given) == 2, "the page got a second token");
        await Expect(page.GetByTestId("who")).ToBeVisibleAsync(Patiently);
        Assert.Equal(new Uri(world.Web.Address, Explore).ToString(), page.Url);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_code_is_good_once_and_with_its_verifier_only()
    {
        using var stolen = world.Flow();
        using (var without = await stolen.ExchangeAsync(await stolen.CodeAsync("grace"), new string('x', 43))) Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);

        using var flow = world.Flow();
        var code = await flow.CodeAsync("grace");
        using (var first = await flow.ExchangeAsync(code, flow.Verifier)) Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using (var second = await flow.ExchangeAsync(code, flow.Verifier)) Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
    }

    [Fact]
    public async Task An_address_with_anothers_code_signs_nobody_in()
    {
        using var flow = world.Flow();
        var page = await world.NewPageAsync();
        await page.GotoAsync(new Uri(world.Web.Address, $"/signed-in?code={await flow.CodeAsync("grace")}&state=s&iss={Uri.EscapeDataString(world.Provider.Address.GetLeftPart(UriPartial.Authority))}").ToString());

        await Expect(page.GetByText("You could not be signed in").First).ToBeVisibleAsync(Patiently);
        Assert.DoesNotContain("code=", page.Url, StringComparison.Ordinal);
        await page.CloseAsync();
    }
}
