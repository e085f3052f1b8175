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

    public static async Task<ClientTransport> ConnectAsync(MqttClientOptions options, CancellationToken cancellationToken) =>
        options.Server.Scheme is "ws" or "wss"
            ? await ConnectWebSocketAsync(options.Server, cancellationToken).ConfigureAwait(false)
            : await ConnectTcpAsync(options.Server, options.Certificate, cancellationToken).ConfigureAwait(false);

    public void Dispose()
    {
        connection.Dispose();
        Stream.Dispose();
    }

    private static async Task<ClientTransport> ConnectTcpAsync(Uri server, X509Certificate2? certificate, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server.Host, server.Port > 0 ? server.Port : 1883, cancellationToken).ConfigureAwait(false);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (server.Scheme == "mqtts")
            {
                var tls = new SslStream(stream);
                var authentication = new SslClientAuthenticationOptions { TargetHost = server.Host };
                if (certificate is not null) authentication.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true);
                await tls.AuthenticateAsClientAsync(authentication, cancellationToken).ConfigureAwait(false);
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

    private static async Task<ClientTransport> ConnectWebSocketAsync(Uri server, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.AddSubProtocol("mqtt");
            await socket.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
            return new ClientTransport(new WebSocketByteStream(socket), socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
