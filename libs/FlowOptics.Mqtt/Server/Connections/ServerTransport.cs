using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using System.Security.Claims;
using FlowOptics.Mqtt.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace FlowOptics.Mqtt.Server.Connections;

/// <summary>A network connection as a pair of pipes.</summary>
internal sealed class ServerTransport(IDuplexPipe pipe, Action abort, string peer, IPAddress? address, ClaimsPrincipal? user) : IDuplexPipe
{
    private const int BufferSize = 32 * 1024;

    public PipeReader Input => pipe.Input;

    public PipeWriter Output => pipe.Output;

    /// <summary>For messages to the operator.</summary>
    public string Peer { get; } = peer;

    public IPAddress? Address { get; } = address;

    /// <summary>The HTTP user of a WebSocket.</summary>
    public ClaimsPrincipal? User { get; } = user;

    /// <summary>Cuts it, also in the middle of a read or write.</summary>
    public void Abort() => abort();

    public static ServerTransport Over(ConnectionContext connection) =>
        new(connection.Transport, connection.Abort, connection.RemoteEndPoint?.ToString() ?? connection.ConnectionId,
            (connection.RemoteEndPoint as IPEndPoint)?.Address, null);

    public static ServerTransport Over(WebSocket socket, WebSocketByteStream stream, HttpContext context)
    {
        var pipe = new StreamPipe(
            PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: BufferSize, leaveOpen: true)),
            PipeWriter.Create(stream, new StreamPipeWriterOptions(minimumBufferSize: BufferSize, leaveOpen: true)));
        return new ServerTransport(
            pipe, socket.Abort, context.Connection.RemoteIpAddress?.ToString() ?? "", context.Connection.RemoteIpAddress, context.User);
    }

    private sealed record StreamPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
