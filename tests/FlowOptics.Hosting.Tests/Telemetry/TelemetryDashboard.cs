using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Aspire.Hosting.Telemetry.Receiving;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Telemetry;

/// <summary>A running dashboard, signed in, and what sends to it.</summary>
public class TelemetryDashboard : IAsyncLifetime
{
    /// <summary>A secret of the model.</summary>
    public const string Secret = "correct-horse";

    private TestApp? _app;

    public HttpClient Page { get; private set; } = new();

    public Uri Endpoint => new(Receiver.Address!);

    public string Key => Receiver.Key;

    private TelemetryEndpoint Receiver => _app!.App.Services.GetRequiredService<TelemetryEndpoint>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var port = FreePort.Find();
        var builder = TestApp.NewBuilder(dashboard: true);
        builder.Configuration["ASPNETCORE_URLS"] = $"http://localhost:{port}";
        builder.Configuration["AppHost:BrowserToken"] = "token";
        Describe(builder);
        _app = await TestApp.StartAsync(builder);
        Page.Dispose();
        Page = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://localhost:{port}"), Timeout = TestApp.Patience };
        await Page.GetAsync("/login?t=token", Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        Page.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Sends a request as an exporter does.</summary>
    public async Task<HttpResponseMessage> SendAsync(string signal, byte[] body, bool packed = false, string? key = null, string contentType = "application/x-protobuf")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Endpoint, $"/v1/{signal}")) { Content = new ByteArrayContent(packed ? Pack(body) : body) };
        request.Headers.Add(OtlpReceiver.KeyHeader, key ?? Key);
        // So that a refusal comes before the body, not into the midst of it.
        request.Headers.ExpectContinue = true;
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (packed) request.Content.Headers.ContentEncoding.Add("gzip");
        return await Page.SendAsync(request, Cancel);
    }

    public async Task<JsonElement> GetAsync(string path) => await Page.GetFromJsonAsync<JsonElement>(path, Cancel);

    /// <summary>Asks again until the answer is what is waited for.</summary>
    public async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> isIt)
    {
        JsonElement content = default;
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await Page.GetAsync(path, Cancel);
                // Not found: nothing of it has come yet.
                if (answer.StatusCode == HttpStatusCode.NotFound) return false;
                content = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
                return isIt(content);
            },
            () => $"{path} is {content}");
        return content;
    }

    /// <summary>The events of a stream, as they come.</summary>
    public async IAsyncEnumerable<SseItem<JsonElement>> EventsAsync(string path)
    {
        await using var stream = await Page.GetStreamAsync(path, Cancel);
        await foreach (var item in SseParser.Create(stream, (_, data) => JsonElement.Parse(data)).EnumerateAsync(Cancel)) yield return item;
    }

    /// <summary>The model: one program, which has the secret. It is known from its being given to somebody, who need not run for that.</summary>
    protected virtual void Describe(IDistributedApplicationBuilder builder) =>
        TestApp.AddShell(builder, "shop", "exit 0").WithEnvironment("PASSWORD", builder.AddParameter("password", Secret, secret: true)).WithExplicitStart();

    private static byte[] Pack(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(body);
        return packed.ToArray();
    }
}
