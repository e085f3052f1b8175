using System.IO.Pipelines;
using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Server.Limits;
using FlowOptics.Mqtt.Server.Storage;

namespace FlowOptics.Mqtt.Server.Connections;

/// <summary>Sends what waits for one client: answers first, then its session's messages.</summary>
internal sealed class ConnectionWriter(ServerCore core, ServerConnection connection, PipeWriter output)
{
    private const int MessagesPerTurn = 128;
    private const int BytesPerFlush = 64 * 1024;

    private readonly Sending[] _turn = new Sending[MessagesPerTurn];

    /// <summary>Writes until the connection ends.</summary>
    public async Task RunAsync()
    {
        MessageWriter? writer = null;
        try
        {
            while (true)
            {
                // Read before: a session is set when its CONNACK is among what is moved, and nothing may precede that.
                var (closing, session) = (connection.IsClosing, connection.Session);
                var written = connection.Output.MoveTo(output, out var ended);
                if (!ended && session is not null)
                {
                    writer ??= new MessageWriter(output, connection.Protocol, connection.Output.MaxPacketSize, connection.Aliases);
                    written += WriteMessages(session, writer);
                }

                if (written > 0)
                {
                    var flushed = await output.FlushAsync().ConfigureAwait(false);
                    if (flushed.IsCompleted || flushed.IsCanceled) break;
                    continue;
                }

                if (closing) break;
                await connection.Output.Signal.WaitAsync().ConfigureAwait(false);
            }

            await output.CompleteAsync().ConfigureAwait(false);
        }
        catch (StorageException exception)
        {
            connection.StorageFailed(exception);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or System.Net.WebSockets.WebSocketException
            or InvalidOperationException)
        {
            // The network has ended it; the reader sees that too, and the session keeps what was not acknowledged.
        }

        connection.Close(null, null);
    }

    private int WriteMessages(Session session, MessageWriter writer)
    {
        var total = 0;
        var exactlyOnce = false;
        while (total < BytesPerFlush)
        {
            var count = session.Take(connection, _turn, BytesPerFlush - total);
            if (count == 0) break;
            var (now, before) = (core.Now, total);
            for (var i = 0; i < count; i++)
            {
                exactlyOnce |= _turn[i].QualityOfService == MqttQualityOfService.ExactlyOnce;
                var size = writer.Write(_turn[i], now);
                total += size;
                if (size == 0) DropTooLarge(session, _turn[i]);
            }

            Array.Clear(_turn, 0, count);
            core.Counters.AddSent(count, total - before);
        }

        // Before it is flushed: what goes out at QoS 2 must come again under the same identifier, even if the server is killed.
        if (exactlyOnce) core.Storage?.Commit();
        return total;
    }

    /// <summary>A message larger than the client takes counts as delivered (MQTT-3.1.2-25).</summary>
    private void DropTooLarge(Session session, in Sending sending)
    {
        core.Counters.AddDropped();
        if (sending.PacketId != 0) session.GiveUp(sending.PacketId);
    }
}
