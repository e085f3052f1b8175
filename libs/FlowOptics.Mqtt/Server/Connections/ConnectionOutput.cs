using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Transport;

namespace FlowOptics.Mqtt.Server.Connections;

/// <summary>Control packets that wait for a connection's writer, and its alarm clock. Thread-safe.</summary>
internal sealed class ConnectionOutput
{
    private readonly Lock _gate = new();
    private readonly OutputBuffer _control = new();
    private bool _ended;

    public AsyncSignal Signal { get; } = new();

    /// <summary>What the client takes; what is larger is not sent (MQTT-3.1.2-24).</summary>
    public uint MaxPacketSize { get; set; } = uint.MaxValue;

    /// <summary>Encodes one packet; call <see cref="AsyncSignal.Set"/> when all are in.</summary>
    /// <returns>False where it is larger than the client takes.</returns>
    public bool Write<T>(T packet, Action<T, OutputBuffer> encode)
    {
        lock (_gate)
        {
            if (_ended) return true;
            var before = _control.Length;
            encode(packet, _control);
            if (_control.Length - before <= MaxPacketSize) return true;
            _control.Truncate(before);
            return false;
        }
    }

    /// <summary>Takes packets that are smaller than any CONNACK, which the client took.</summary>
    public void Append(OutputBuffer packets)
    {
        lock (_gate)
        {
            if (!_ended) _control.WriteBytes(packets.WrittenSpan);
        }
    }

    /// <summary>Nothing is taken any more: nothing may follow a DISCONNECT (MQTT-3.14.4-1).</summary>
    public void End()
    {
        lock (_gate) _ended = true;
    }

    /// <summary>Moves what waits into the network's buffer.</summary>
    /// <param name="ended">Nothing may follow.</param>
    public int MoveTo(System.IO.Pipelines.PipeWriter writer, out bool ended)
    {
        lock (_gate)
        {
            ended = _ended;
            var length = _control.Length;
            if (length == 0) return 0;
            _control.WrittenSpan.CopyTo(writer.GetSpan(length));
            writer.Advance(length);
            _control.Clear();
            return length;
        }
    }
}
