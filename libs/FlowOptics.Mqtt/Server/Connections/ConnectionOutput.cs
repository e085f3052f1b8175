using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Transport;

namespace FlowOptics.Mqtt.Server.Connections;

/// <summary>Control packets that wait for a connection's writer, and its alarm clock. Thread-safe.</summary>
internal sealed class ConnectionOutput
{
    private readonly Lock _gate = new();
    private readonly OutputBuffer _control = new();

    public AsyncSignal Signal { get; } = new();

    /// <summary>Encodes one packet; call <see cref="AsyncSignal.Set"/> when all are in.</summary>
    public void Write<T>(T packet, Action<T, OutputBuffer> encode)
    {
        lock (_gate) encode(packet, _control);
    }

    public void Append(OutputBuffer packets)
    {
        lock (_gate) _control.WriteBytes(packets.WrittenSpan);
    }

    /// <summary>Moves what waits into the network's buffer.</summary>
    public int MoveTo(System.IO.Pipelines.PipeWriter writer)
    {
        lock (_gate)
        {
            var length = _control.Length;
            if (length == 0) return 0;
            _control.WrittenSpan.CopyTo(writer.GetSpan(length));
            writer.Advance(length);
            _control.Clear();
            return length;
        }
    }
}
