using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FlowOptics.Lake.Tests.Objects.S3;

/// <summary>Passes connections on to a port, and cuts the first ones after so many bytes of answer.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _port;
    private readonly int _bytes;
    private readonly Task _accepting;
    private int _cuts;

    public CuttingProxy(int port, int cuts, int bytes)
    {
        (_port, _cuts, _bytes) = (port, cuts, bytes);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}";

    public int CutsLeft => Volatile.Read(ref _cuts);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true) _ = PassAsync(await _listener.AcceptTcpClientAsync(_end.Token));
    }

    private async Task PassAsync(TcpClient client)
    {
        using var from = client;
        using var to = new TcpClient();
        try
        {
            await to.ConnectAsync(IPAddress.Loopback, _port, _end.Token);
            var asking = from.GetStream().CopyToAsync(to.GetStream(), _end.Token);
            await AnswerAsync(to.GetStream(), from.GetStream());
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // Either side has gone.
        }
    }

    private async Task AnswerAsync(NetworkStream to, NetworkStream from)
    {
        var buffer = new byte[8192];
        for (var passed = 0; await to.ReadAsync(buffer, _end.Token) is var read and > 0; passed += read)
        {
            if (passed + read > _bytes && Interlocked.Decrement(ref _cuts) >= 0) return;
            await from.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }
}
