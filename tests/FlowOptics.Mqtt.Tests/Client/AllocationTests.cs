using System.Net;
using System.Net.Sockets;
using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Mqtt.Tests.Client;

/// <summary>Publishing allocates nothing for each message once it runs. Alone in the process, since all that it allocates is counted.</summary>
[Collection(Alone.Name)]
public sealed class AllocationTests
{
    private const int Messages = 32_000;
    private const int Lanes = 64;

    /// <summary>The smallest object is 24 bytes; what timers and the thread pool take now and then is far below.</summary>
    private const double BytesPerMessage = 8;

    [Theory]
    [InlineData(AtMostOnce)]
    [InlineData(AtLeastOnce)]
    [InlineData(ExactlyOnce)]
    public async Task A_publish_allocates_nothing_in_the_steady_state(MqttQualityOfService qos)
    {
        using var server = new Acknowledger();
        await using var client = await Clients.ConnectAsync(MqttClientOptions.Parse($"mqtt://127.0.0.1:{server.Port}", "c") with { SessionExpiry = TimeSpan.Zero });
        var message = new MqttMessage("flowoptics/v1/raw/123456789012/eu-west-1", new byte[100]) { QualityOfService = qos };

        // Buffers grow at first, a last time whenever a burst is larger than all before; the best of some rounds is the steady state.
        var best = double.MaxValue;
        for (var round = 0; round < 8 && best >= BytesPerMessage; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await PublishAsync(client, message, Messages);
            best = Math.Min(best, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Messages);
        }

        Assert.True(best < BytesPerMessage, $"{best:0.0} bytes were allocated for each message");
    }

    private static async Task PublishAsync(MqttClient client, MqttMessage message, int count)
    {
        var deadline = Clients.Deadline;
        var lanes = new ValueTask<MqttPublishResult>[Lanes];
        for (var sent = 0; sent < count; sent += Lanes)
        {
#pragma warning disable CA2012 // Each is awaited once, below.
            for (var i = 0; i < Lanes; i++) lanes[i] = client.PublishAsync(message, CancellationToken.None);
#pragma warning restore CA2012
            for (var i = 0; i < Lanes; i++) await lanes[i];
            deadline.ThrowIfCancellationRequested();
        }
    }

    /// <summary>A server that acknowledges, on a thread of its own and without allocating either.</summary>
    private sealed class Acknowledger : IDisposable
    {
        private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
        private readonly Thread _thread;

        public Acknowledger()
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _listener.Listen();
            _thread = new Thread(Serve) { IsBackground = true };
            _thread.Start();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

        public void Dispose()
        {
            _listener.Dispose();
            _thread.Join(TimeSpan.FromSeconds(20));
        }

        private void Serve()
        {
            var input = new byte[256 * 1024];
            var output = new byte[256 * 1024];
            try
            {
                using var socket = _listener.Accept();
                for (var filled = 0; ;)
                {
                    var read = socket.Receive(input.AsSpan(filled));
                    if (read == 0) return;
                    filled += read;
                    var (at, written) = (0, 0);
                    while (filled - at >= 3)
                    {
                        // Remaining lengths of one or two bytes.
                        var isLong = (input[at + 1] & 0x80) != 0;
                        var (head, length) = isLong ? (3, (input[at + 1] & 0x7F) | (input[at + 2] << 7)) : (2, (int)input[at + 1]);
                        if (filled - at < head + length) break;
                        written += Answer(input.AsSpan(at + head, length), input[at], output.AsSpan(written));
                        at += head + length;
                    }

                    input.AsSpan(at, filled - at).CopyTo(input);
                    filled -= at;
                    if (written > 0) socket.Send(output.AsSpan(0, written));
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private static int Answer(ReadOnlySpan<byte> body, byte header, Span<byte> output)
        {
            if (header >> 4 == 1)
            {
                ReadOnlySpan<byte> connack = [0x20, 3, 0, 0, 0];
                connack.CopyTo(output);
                return connack.Length;
            }

            var qos = (header >> 1) & 3;
            var isRelease = header >> 4 == 6;
            if (!isRelease && (header >> 4 != 3 || qos == 0)) return 0;
            var id = isRelease ? body[..2] : body.Slice(2 + ((body[0] << 8) | body[1]), 2);
            output[0] = isRelease ? (byte)0x70 : qos == 1 ? (byte)0x40 : (byte)0x50;
            output[1] = 2;
            id.CopyTo(output[2..]);
            return 4;
        }
    }
}
