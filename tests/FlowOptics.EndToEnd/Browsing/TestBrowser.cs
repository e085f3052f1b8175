using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace FlowOptics.EndToEnd.Browsing;

/// <summary>
/// A real Chromium: the system's where there is one, else npm's (always npm's with FLOWOPTICS_TEST_BROWSER=bundled). It keeps what the page
/// asked for and what it complained of.
/// </summary>
internal sealed class TestBrowser : IAsyncDisposable
{
    private static readonly string[] SystemChromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

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
        var cancel = TestContext.Current.CancellationToken;
        bundled |= Environment.GetEnvironmentVariable("FLOWOPTICS_TEST_BROWSER") == "bundled";
        var system = bundled ? null : Array.Find(SystemChromium, File.Exists);
        if (system is null) await BundledChromium.UnpackAsync(cancel);

        var playwright = await Playwright.CreateAsync();
        var profile = Directory.CreateTempSubdirectory("flowoptics-browser-");
        var context = await playwright.Chromium.LaunchPersistentContextAsync(profile.FullName, new()
        {
            ExecutablePath = system ?? BundledChromium.Executable,
            Args = Arguments,
            Env = system is null ? Inherited(BundledChromium.Environment) : null,
            ViewportSize = new() { Width = 1280, Height = 800 },
            Locale = "en-GB",
        });
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

    private static Dictionary<string, string> Inherited(Dictionary<string, string> more)
    {
        var all = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
        foreach (var (name, value) in more) all[name] = value;
        return all;
    }
}
