using System.Collections.Concurrent;
using FlowOptics.Browsing;
using Microsoft.Playwright;

namespace FlowOptics.EndToEnd.Browsing;

/// <summary>
/// A real Chromium, which keeps what the page asked for and what it complained of.
/// </summary>
internal sealed class TestBrowser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowserContext _context;
    private readonly DirectoryInfo _profile;

    private TestBrowser(IPlaywright playwright, IBrowserContext context, DirectoryInfo profile)
    {
        _playwright = playwright;
        _context = context;
        _profile = profile;
    }

    /// <summary>Every request of every page, also those that failed or were not let through.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Errors of scripts and of the security policy.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <param name="bundled">True: npm's Chromium, whatever the system has.</param>
    public static async Task<TestBrowser> StartAsync(bool bundled = false)
    {
        var playwright = await Playwright.CreateAsync();
        var profile = Directory.CreateTempSubdirectory("flowoptics-browser-");
        var context = await Chromium.LaunchAsync(playwright, profile.FullName, bundled, cancellationToken: TestContext.Current.CancellationToken);
        var browser = new TestBrowser(playwright, context, profile);
        context.Request += (_, request) => browser.Requests.Enqueue(request.Url);
        context.WebError += (_, error) => browser.Complaints.Enqueue(error.Error);
        context.Console += (_, message) =>
        {
            if (message.Type == "error") browser.Complaints.Enqueue(message.Text);
        };
        return browser;
    }

    public async Task<IPage> OpenAsync(string url)
    {
        var page = await _context.NewPageAsync();
        // WebSockets are no requests to Playwright.
        page.WebSocket += (_, socket) => Requests.Enqueue(socket.Url);
        await page.GotoAsync(url);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        _playwright.Dispose();
        _profile.Delete(recursive: true);
    }
}
