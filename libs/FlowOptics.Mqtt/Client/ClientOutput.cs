using FlowOptics.Mqtt.Packets;
using FlowOptics.Mqtt.Transport;

namespace FlowOptics.Mqtt.Client;

/// <summary>
/// What is to be written to the server. Publishers encode into <see cref="Buffer"/> under <see cref="Gate"/>; the connection's writer swaps it
/// for an empty one and sends all of it with one call, so that a burst costs few system calls.
/// </summary>
internal sealed class ClientOutput
{
    /// <summary>Above this, publishers wait until the network has taken what there is.</summary>
    public const int HighWater = 256 * 1024;

    private OutputBuffer _spare = new();

    /// <summary>Guards the buffer and the client's whole state of publishes and acknowledgements.</summary>
    public Lock Gate { get; } = new();

    public OutputBuffer Buffer { get; private set; } = new();

    public AsyncSignal Signal { get; } = new();

    public bool HasRoom => Buffer.Length < HighWater;

    /// <summary>Takes what was written so far; the result is valid until the next call. Call it under the gate.</summary>
    public OutputBuffer Swap()
    {
        var full = Buffer;
        _spare.Clear();
        Buffer = _spare;
        _spare = full;
        return full;
    }
}
