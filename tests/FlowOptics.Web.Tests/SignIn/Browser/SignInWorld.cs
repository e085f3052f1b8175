using System.Collections.Concurrent;
using FlowOptics.Browsing;
using Microsoft.Playwright;

namespace FlowOptics.Web.Tests.SignIn.Browser;

/// <summary>A real provider, broker, GraphApi, Web with the page as it was built, and a browser: one of each for all tests.</summary>
public sealed class SignInWorld : IAsyncLifetime
{
    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("flowoptics-browser-");
    private RealGraphApi? _graphApi;
    private IPlaywright? _playwright;
    private IBrowserContext? _browser;

    internal OpenIdProvider Provider { get; private set; } = null!;

    internal RunningBroker Broker { get; private set; } = null!;

    internal TestWeb Web { get; private set; } = null!;

    /// <summary>Another Web, whose tickets end at once.</summary>
    internal TestWeb Hasty { get; private set; } = null!;

    /// <summary>What Web answered with a cookie to; nothing ever.</summary>
    internal ConcurrentQueue<string> Cookies { get; } = new();

    /// <summary>Errors of scripts and of the security policy. That a token is missing or has ended the browser says itself, and it is what these tests are about.</summary>
    internal ConcurrentQueue<string> Complaints { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Provider = await OpenIdProvider.StartAsync();
        (string Name, string Value)[] settings =
        [
            ("FlowOptics__SignIn__Issuer", Provider.Address.GetLeftPart(UriPartial.Authority)), ("FlowOptics__SignIn__ClientId", "flowoptics"), ("FlowOptics__SignIn__Resource", "https://flowoptics.example"),
        ];
        _graphApi = new RealGraphApi(settings);
        Broker = await RunningBroker.StartedAsync();
        var keys = settings.Select(setting => (setting.Name.Replace("__", ":", StringComparison.Ordinal), setting.Value)).ToList();
        Web = TestWeb.Start(Broker.Address, _graphApi.Address, settings: keys);
        Hasty = TestWeb.Start(graphApi: _graphApi.Address, settings: [.. keys, ("FlowOptics:Web:TicketSeconds", "1")]);
        await Provider.OpenForAsync(Web.Address, Hasty.Address);
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright, _profile.FullName);
        _browser.Response += (_, response) =>
        {
            if (new Uri(response.Url).Authority == Web.Address.Authority && response.Headers.ContainsKey("set-cookie")) Cookies.Enqueue(response.Url);
        };
        _browser.WebError += (_, error) => Complaints.Enqueue(error.Error);
        _browser.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains(" 40", StringComparison.Ordinal)) Complaints.Enqueue(message.Text);
        };
        using var flow = Flow();
        await _graphApi.ReadyAsync(await flow.TokenAsync("grace"));
    }

    internal CodeFlow Flow() => new(Provider.Address, Web.Address);

    /// <summary>A page for somebody whom the provider does not know yet.</summary>
    internal async Task<IPage> NewPageAsync()
    {
        await _browser!.ClearCookiesAsync();
        return await _browser.NewPageAsync();
    }

    /// <summary>Opens an address of the page, is led to the provider, and enters a name there.</summary>
    internal async Task<IPage> SignedInAsync(string person, string path, Action<IPage>? before = null)
    {
        var page = await NewPageAsync();
        before?.Invoke(page);
        await EnterAsync(page, person, new Uri(Web.Address, path));
        return page;
    }

    internal static async Task EnterAsync(IPage page, string person, Uri address)
    {
        await page.GotoAsync(address.ToString());
        await page.GetByLabel("Who").FillAsync(person);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enter" }).ClickAsync();
    }

    public async ValueTask DisposeAsync()
    {
        // Processes first: they must be gone, whatever fails after them.
        if (_graphApi is not null) await _graphApi.DisposeAsync();
        if (Provider is not null) await Provider.DisposeAsync();
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
        if (Web is not null) await Web.DisposeAsync();
        if (Hasty is not null) await Hasty.DisposeAsync();
        if (Broker is not null) await Broker.DisposeAsync();
        _profile.Delete(recursive: true);
    }
}
