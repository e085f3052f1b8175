using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using FlowOptics.Browsing;
using FlowOptics.ServiceDefaults;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FlowOptics.Web.Tests.Gateway.Iot;

/// <summary>The page in a browser that hears the map's ticks from IoT Core's stand-in, which lets in signed addresses only and allows what the session's policy does.</summary>
[Collection(ViewerWeb.Collection)]
public sealed class StraightMapTests
{
    private const string Account = "123456789012";

    [Fact]
    public async Task Ticks_come_straight_and_all_else_by_the_gateway()
    {
        var profile = Directory.CreateTempSubdirectory("flowoptics-browser-");
        await using var sts = await CannedSts.StartAsync();
        await using var iot = await IotGateway.StartAsync((CannedSts.Key, CannedSts.Secret, CannedSts.Token), () => sts.Requests.Last().Form["Policy"].ToString(), hasTls: true);
        await using var broker = await RunningBroker.StartedAsync();
        await using var web = ViewerWeb.Start(sts, broker.Address);
        using var playwright = await Playwright.CreateAsync();
        // The endpoint's name is this machine's for this browser alone; so the page's policy, the signed host and the certificate are looked at as they would be.
        await using (var browser = await Chromium.LaunchAsync(playwright, profile.FullName,
            more: [string.Create(CultureInfo.InvariantCulture, $"--host-resolver-rules=MAP {ViewerWeb.Endpoint}:443 127.0.0.1:{iot.Address.Port}"), "--ignore-certificate-errors"]))
        {
            var (straight, gateway, refused) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
            var page = await browser.NewPageAsync();
            page.WebSocket += (_, socket) => socket.FrameSent += (_, frame) => (socket.Url.StartsWith($"wss://{ViewerWeb.Endpoint}/mqtt?", StringComparison.Ordinal) ? straight : gateway).Enqueue(Encoding.Latin1.GetString(frame.Binary ?? []));
            page.Console += (_, message) =>
            {
                if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) refused.Enqueue(message.Text);
            };
            await page.GotoAsync(new Uri(web.Address, "/map").ToString());
            await Eventually.TrueAsync(() => iot.Server.Statistics.Subscriptions == 1, () => $"the page listens at IoT Core; {string.Join(' ', refused)}");

            // A tick that only IoT Core has: the page says how old it was.
            await Eventually.TrueAsync(
                async () =>
                {
                    await iot.Server.PublishAsync(new(Topics.Of(Topics.Map, Account, "eu-west-1"), Encoding.UTF8.GetBytes(Tick())), TestContext.Current.CancellationToken);
                    return await page.GetByTestId("live-badge").GetByText("lag").CountAsync() == 1;
                },
                "the page shows that ticks come");
            Assert.Contains(straight, frame => frame.Contains("flowoptics-viewer-", StringComparison.Ordinal));
            Assert.Contains(straight, frame => frame.Contains("flowoptics/v1/map/+/+", StringComparison.Ordinal));
            Assert.DoesNotContain(straight, frame => frame.Contains("/events/", StringComparison.Ordinal) || frame.Contains("/status/", StringComparison.Ordinal));
            Assert.Contains(gateway, frame => frame.Contains("flowoptics/v1/status/#", StringComparison.Ordinal));

            // Of the map the gateway has nothing to send any more; once IoT Core is gone, it has again.
            var server = web.Services.GetService(typeof(Mqtt.MqttServer)) as Mqtt.MqttServer;
            await Eventually.TrueAsync(() => server!.Statistics.Subscriptions == 2, "events and states alone come by the gateway");
            await iot.DisposeAsync();
            await Eventually.TrueAsync(() => server!.Statistics.Subscriptions == 3, "the gateway has the ticks");
            await Expect(page.GetByTestId("live-badge")).ToHaveAttributeAsync("data-state", "connected");
            Assert.Empty(refused);
        }

        profile.Delete(recursive: true);
    }

    private static string Tick() => $$$"""
        {"epoch":"e","sequence":1,"time":"{{{DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ssZ}}}","account":"{{{Account}}}","region":"eu-west-1",
         "total":{"flows":0,"packets":0,"bytes":0,"accepted":0,"rejected":0,"unplaced":0,"placed":0},"places":[]}
        """;
}
