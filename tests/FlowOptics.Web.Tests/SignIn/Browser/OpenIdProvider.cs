using System.Diagnostics;
using System.Text.Json;

namespace FlowOptics.Web.Tests.SignIn.Browser;

/// <summary>npm's oidc-provider in a Node process of its own (provider.mjs), gone when disposed.</summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    private readonly Process _node;

    private OpenIdProvider(Process node, Uri address, Uri other) => (_node, Address, Other) = (node, address, other);

    public Uri Address { get; }

    /// <summary>Another issuer, of the same people, clients and keys.</summary>
    public Uri Other { get; }

    /// <summary>It listens, and answers nothing until it knows its client.</summary>
    public static async Task<OpenIdProvider> StartAsync()
    {
        var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "SignIn", "Browser", "provider.mjs")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        // That its keys and its memory are for development.
        node.BeginErrorReadLine();
        var addresses = await node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The provider did not start: run npm ci.");
        return JsonSerializer.Deserialize<Uri[]>(addresses) is [var address, var other] ? new OpenIdProvider(node, address, other) : throw new InvalidOperationException(addresses);
    }

    /// <param name="webs">Where its client is.</param>
    public async Task OpenForAsync(params IEnumerable<Uri> webs)
    {
        await _node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { origins = webs.Select(web => web.GetLeftPart(UriPartial.Authority)) }));
        Assert.Equal("ready", await _node.StandardOutput.ReadLineAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _node.Kill();
        await _node.WaitForExitAsync();
        _node.Dispose();
    }
}
