using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using FlowOptics.Mqtt.Transport;

namespace FlowOptics.Mqtt.Client;

/// <summary>One network connection to a server, as a stream; ended by disposing it, which also ends reads and writes that wait.</summary>
internal sealed class ClientTransport(Stream stream, IDisposable connection) : IDisposable
{
    public Stream Stream { get; } = stream;

    public static async Task<ClientTransport> ConnectAsync(Uri server, MqttClientOptions options, CancellationToken cancellationToken) =>
        server.Scheme is "ws" or "wss"
            ? await ConnectWebSocketAsync(server, options, cancellationToken).ConfigureAwait(false)
            : await ConnectTcpAsync(server, options, cancellationToken).ConfigureAwait(false);

    public void Dispose()
    {
        connection.Dispose();
        Stream.Dispose();
    }

    private static async Task<ClientTransport> ConnectTcpAsync(Uri server, MqttClientOptions options, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server.Host, server.Port > 0 ? server.Port : 1883, cancellationToken).ConfigureAwait(false);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (server.Scheme == "mqtts")
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsClientAsync(Tls(server, options), cancellationToken).ConfigureAwait(false);
                stream = tls;
            }

            return new ClientTransport(stream, socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<ClientTransport> ConnectWebSocketAsync(Uri server, MqttClientOptions options, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.AddSubProtocol("mqtt");
            // The socket takes the connection over from it; null: it makes its own.
            using var http = options.Roots is null ? null : new HttpMessageInvoker(new SocketsHttpHandler { SslOptions = new() { CertificateChainPolicy = Trust(options) } });
            await socket.ConnectAsync(server, http, cancellationToken).ConfigureAwait(false);
            return new ClientTransport(new WebSocketByteStream(socket), socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SslClientAuthenticationOptions Tls(Uri server, MqttClientOptions options) => new()
    {
        TargetHost = server.Host,
        ClientCertificateContext = options.Certificate is { } certificate ? SslStreamCertificateContext.Create(certificate, null, offline: true) : null,
        ApplicationProtocols = options.ApplicationProtocol is { } protocol ? [new SslApplicationProtocol(protocol)] : null,
        CertificateChainPolicy = Trust(options),
    };

    /// <summary>Null: as the system does.</summary>
    private static X509ChainPolicy? Trust(MqttClientOptions options)
    {
        if (options.Roots is null) return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(options.Roots);
        return policy;
    }
}
