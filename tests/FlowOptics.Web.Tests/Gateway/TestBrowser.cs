using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace FlowOptics.Web.Tests.Gateway;

/// <summary>mqtt.js over WebSocket, in a Node process of its own (browser.cjs).</summary>
internal sealed class TestBrowser : IAsyncDisposable
{
    private readonly Process _node;
    private readonly Channel<JsonElement> _events = Channel.CreateUnbounded<JsonElement>();

    private TestBrowser(Process node)
    {
        _node = node;
        node.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null) _events.Writer.TryComplete();
            else _events.Writer.TryWrite(JsonElement.Parse(line.Data));
        };
        node.BeginOutputReadLine();
    }

    public static TestBrowser Open(TestWeb web, string filter, string? origin = null)
    {
        var start = new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "Gateway", "browser.cjs"),
                $"ws://{web.Address.Authority}/mqtt",
                origin ?? $"http://{web.Address.Authority}",
                filter,
            },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var package = NpmPackage.Find("mqtt/package.json") ?? throw new InvalidOperationException("mqtt.js is missing: run npm ci");
        start.Environment["MQTT_JS"] = Path.GetDirectoryName(package);
        return new TestBrowser(Process.Start(start)!);
    }

    public static async Task<TestBrowser> SubscribedAsync(TestWeb web, string filter)
    {
        var browser = Open(web, filter);
        await browser.NextAsync("subscribed");
        return browser;
    }

    /// <summary>The next event of this kind; those before it are passed over.</summary>
    public async Task<JsonElement> NextAsync(string kind, Func<JsonElement, bool>? which = null)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        await foreach (var happened in _events.Reader.ReadAllAsync(deadline.Token))
        {
            if (happened.GetProperty("event").GetString() == kind && which?.Invoke(happened) != false) return happened;
        }

        throw new InvalidOperationException($"The browser ended before '{kind}'.");
    }

    public Task<JsonElement> MessageAsync(string topic, string? containing = null) => NextAsync("message", message =>
        message.GetProperty("topic").GetString() == topic
        && message.GetProperty("payload").GetString()!.Contains(containing ?? "", StringComparison.Ordinal));

    public Task PublishAsync(string topic, string payload) => _node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { topic, payload }));

    public async ValueTask DisposeAsync()
    {
        _node.StandardInput.Close();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _node.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            _node.Kill(entireProcessTree: true);
        }

        _node.Dispose();
    }
}
