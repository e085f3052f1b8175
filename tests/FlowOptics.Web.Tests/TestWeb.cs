using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Web.Tests;

/// <summary>Web itself, on Kestrel and a free port, with a broker and a GraphApi that the test gives.</summary>
internal sealed class TestWeb : IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> _factory;

    private TestWeb(WebApplicationFactory<Program> factory)
    {
        _factory = factory;
        Address = factory.ClientOptions.BaseAddress;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _factory.Services;

    /// <param name="graphApi">Null: nothing listens there.</param>
    public static TestWeb Start(Uri? broker = null, Uri? graphApi = null, string? wwwroot = null, params IReadOnlyList<(string Key, string Value)> settings)
    {
#pragma warning disable CA2000 // The WebApplicationFactory that WithWebHostBuilder derives is disposed by the one that it comes from.
        var factory = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
        {
            web.UseSetting("urls", "http://127.0.0.1:0");
            // Port 9 (discard) of this machine refuses.
            web.UseSetting("ConnectionStrings:mqtt", broker is null ? "mqtt://127.0.0.1:9" : $"mqtt://{broker.Authority}");
            web.UseSetting("services:graphapi:http:0", (graphApi ?? new Uri("http://127.0.0.1:9")).ToString());
            if (wwwroot is not null) web.UseWebRoot(wwwroot);
            foreach (var (key, value) in settings) web.UseSetting(key, value);
            web.ConfigureLogging(logging => logging.ClearProviders());
        });
#pragma warning restore CA2000
        factory.UseKestrel();
        factory.StartServer();
        return new TestWeb(factory);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _factory.DisposeAsync();
    }
}
