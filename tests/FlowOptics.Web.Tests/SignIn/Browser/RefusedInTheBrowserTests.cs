using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace FlowOptics.Web.Tests.SignIn.Browser;

/// <summary>What a real provider has given, but not for here, or not any more, lets no browser in.</summary>
[Collection<OneWorld>]
public sealed class RefusedInTheBrowserTests(SignInWorld world)
{
    // "CONNACK", its length, flags, and why: "Not authorized" (MQTT 5, sections 3.2 and 2.4).
    private const byte Connack = 0x20;
    private const byte NotAuthorized = 0x87;

    [Fact]
    public async Task Tokens_of_another_issuer_for_another_audience_or_without_a_signature_are_refused()
    {
        using var flow = world.Flow();
        using var other = new CodeFlow(world.Provider.Other, world.Web.Address);
        using var payroll = world.Flow();
        var right = await flow.TokenAsync("grace");
        var (foreign, misdirected) = (await other.TokenAsync("grace"), await payroll.TokenAsync("grace", "https://payroll.example"));
        // Wrong in this one point each.
        Assert.Equal((Issuer(world.Provider.Address), "flowoptics"), (Claim(right, "iss"), Claim(right, "aud")));
        Assert.Equal((Issuer(world.Provider.Other), "flowoptics"), (Claim(foreign, "iss"), Claim(foreign, "aud")));
        Assert.Equal((Issuer(world.Provider.Address), "payroll"), (Claim(misdirected, "iss"), Claim(misdirected, "aud")));

        var page = await world.NewPageAsync();
        await page.GotoAsync(new Uri(world.Web.Address, "/alive").ToString());

        Assert.Equal(200, await AskAsync(page, right));
        foreach (var (what, token) in new[]
        {
            ("of another issuer", foreign), ("for another audience", misdirected), ("not signed", Unsigned(right, "")), ("not signed, with a signature", Unsigned(right, right.Split('.')[2])),
            ("changed", Changed(right)), ("none", ""),
        })
        {
            Assert.Equal((what, 401), (what, await AskAsync(page, token)));
        }

        await page.CloseAsync();
    }

    [Fact]
    public async Task A_ticket_that_has_ended_opens_no_live_connection_and_no_download()
    {
        var (said, tickets) = (new ConcurrentQueue<(IWebSocket Socket, bool ByPage, byte[] Frame)>(), new ConcurrentQueue<string>());
        var page = await world.NewPageAsync();
        page.WebSocket += (_, socket) =>
        {
            socket.FrameSent += (_, frame) => said.Enqueue((socket, true, frame.Binary ?? []));
            socket.FrameReceived += (_, frame) => said.Enqueue((socket, false, frame.Binary ?? []));
        };
        await page.RouteAsync("**/sign-in/tickets?use=live", route => HoldAsync(route, tickets));
        await SignInWorld.EnterAsync(page, "grace", new Uri(world.Hasty.Address, "/explore?" + RealGraphApi.Range));

        byte[]? Answer() => said.FirstOrDefault(one => one.ByPage && tickets.Any(ticket => Encoding.Latin1.GetString(one.Frame).Contains(ticket, StringComparison.Ordinal))) is { Socket: { } socket }
            ? said.FirstOrDefault(one => one.Socket == socket && !one.ByPage).Frame
            : null;
        await Eventually.TrueAsync(() => Answer() is not null, () => $"Web answered to none of {tickets.Count} tickets");
        Assert.Equal((Connack, NotAuthorized), (Answer()![0], Answer()![3]));

        using var flow = world.Flow();
        var status = await page.EvaluateAsync<int>(
            """
            async (token) => {
              const given = await fetch('/sign-in/tickets?use=download', { method: 'POST', headers: { authorization: `Bearer ${token}` } });
              const { ticket, expiresInSeconds } = await given.json();
              const end = Date.now() + expiresInSeconds * 1000;
              while (Date.now() <= end) await new Promise((later) => setTimeout(later, 20));
              return (await fetch(`/api/v1/flows?format=csv&limit=1&ticket=${ticket}`)).status;
            }
            """,
            await flow.TokenAsync("grace"));
        Assert.Equal(401, status);
        await page.CloseAsync();
    }

    // The page gets each of its tickets when its time is over. (No Eventually: a browser's events are in no test of their own.)
    private static async Task HoldAsync(IRoute route, ConcurrentQueue<string> tickets)
    {
        var response = await route.FetchAsync();
        var answer = (await response.JsonAsync())!.Value;
        var end = DateTimeOffset.UtcNow.AddSeconds(answer.GetProperty("expiresInSeconds").GetInt32());
        tickets.Enqueue(answer.GetProperty("ticket").GetString()!);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (DateTimeOffset.UtcNow <= end) await poll.WaitForNextTickAsync();
        await route.FulfillAsync(new() { Response = response });
    }

    private static Task<int> AskAsync(IPage page, string token) =>
        page.EvaluateAsync<int>("async (token) => (await fetch('/api/v1/meta', { headers: token ? { authorization: `Bearer ${token}` } : {} })).status", token);

    private static string Issuer(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static string? Claim(string token, string name) => Body(token).TryGetProperty(name, out var value) ? value.GetString() : null;

    private static JsonElement Body(string token) => JsonElement.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));

    private static string Unsigned(string token, string signature) => $"{Encode("""{"alg":"none","typ":"at+jwt"}""")}.{token.Split('.')[1]}.{signature}";

    // Grace calls herself somebody else.
    private static string Changed(string token)
    {
        var parts = token.Split('.');
        return $"{parts[0]}.{Encode(Body(token).GetRawText().Replace("grace", "ada", StringComparison.Ordinal))}.{parts[2]}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
