using System.Net.WebSockets;
using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Transport;

/// <summary>
/// A WebSocket as a stream of bytes: binary frames only (MQTT-6.0.0-1), and packets need not begin where frames do (MQTT-6.0.0-2).
/// </summary>
internal sealed class WebSocketByteStream(WebSocket socket) : Stream
{
    /// <summary>A frame came that is not binary: RFC 6455 has a close code for it, 1003.</summary>
    public bool WasText { get; private set; }

    public override bool CanRead => true;
    public override bool CanWrite => true;
    public override bool CanSeek => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (result.MessageType == WebSocketMessageType.Close) return 0;
            if (result.MessageType == WebSocketMessageType.Text)
            {
                WasText = true;
                throw PacketReader.ProtocolError("MQTT in a text frame (MQTT-6.0.0-1)");
            }

            if (result.Count > 0) return result.Count;
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        socket.SendAsync(buffer, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
