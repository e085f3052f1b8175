using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace FlowOptics.Web.Tests.Gateway;

/// <summary>mqtt.js over WebSocket, in a Node process of its own (browser.cjs).</summary>
internal sealed class TestBrowser : IAsyncDisposable
{
    private readonly Process _node;
    private readonly Channel<JsonElement> _events = Channel.CreateUnbounded<JsonElement>();

    // A retained message may come before the answer to the subscription.
    private readonly List<JsonElement> _passedOver = [];

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

    /// <param name="header">Of the request that opens the WebSocket, as a proxy adds one.</param>
    public static TestBrowser Open(TestWeb web, string filter, string? password = null, (string Name, string Value)? header = null)
    {
        var start = new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "Gateway", "browser.cjs"),
                $"ws://{web.Address.Authority}/mqtt",
                $"http://{web.Address.Authority}",
                filter,
                password ?? "",
                header?.Name ?? "",
                header?.Value ?? "",
            },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var package = NpmPackage.Find("mqtt/package.json") ?? throw new InvalidOperationException("mqtt.js is missing: run npm ci");
        start.Environment["MQTT_JS"] = Path.GetDirectoryName(package);
        return new TestBrowser(Process.Start(start)!);
    }

    public static async Task<TestBrowser> SubscribedAsync(TestWeb web, string filter, string? password = null)
    {
        var browser = Open(web, filter, password);
        await browser.NextAsync("subscribed");
        return browser;
    }

    /// <summary>The next event of this kind that was not asked for before; others stay, in their order, for whoever asks for them.</summary>
    public async Task<JsonElement> NextAsync(string kind, Func<JsonElement, bool>? which = null)
    {
        bool IsWanted(JsonElement happened) => happened.GetProperty("event").GetString() == kind && which?.Invoke(happened) != false;

        if (_passedOver.FindIndex(IsWanted) is >= 0 and var index)
        {
            var kept = _passedOver[index];
            _passedOver.RemoveAt(index);
            return kept;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(3));
        await foreach (var happened in _events.Reader.ReadAllAsync(deadline.Token))
        {
            if (IsWanted(happened)) return happened;
            _passedOver.Add(happened);
        }

        throw new InvalidOperationException($"The browser ended before '{kind}'.");
    }

    /// <summary>Whether such an event is among those that have come until now.</summary>
    public bool HasSeen(string kind)
    {
        while (_events.Reader.TryRead(out var happened)) _passedOver.Add(happened);
        return _passedOver.Exists(happened => happened.GetProperty("event").GetString() == kind);
    }

    public Task<JsonElement> MessageAsync(string topic, string? containing = null) => NextAsync("message", message =>
        message.GetProperty("topic").GetString() == topic
        && message.GetProperty("payload").GetString()!.Contains(containing ?? "", StringComparison.Ordinal));

    public Task PublishAsync(string topic, string payload) => _node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { topic, payload }));

    public async ValueTask DisposeAsync()
    {
        _node.StandardInput.Close();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
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
