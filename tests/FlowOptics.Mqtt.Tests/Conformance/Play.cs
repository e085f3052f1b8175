using System.Globalization;

namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>Plays a row's script against a server of its own.</summary>
internal sealed class Play(BareServer server, ManualTime time) : IDisposable
{
    /// <summary>Packets that the rows are not about; <c>{id}</c> is the connection's letter, lower case.</summary>
    private static readonly Dictionary<string, string> Packets = new(StringComparer.Ordinal)
    {
        // 5.0, clean start; request problem information 0: without reason strings, whose text no row should depend on.
        ["CONNECT"] = """10 [ "MQTT" 05 02 0000 ( 17 00 ) "{id}" ]""",

        // What there is of the session is resumed; session expiry 100 s.
        ["RESUME"] = """10 [ "MQTT" 05 00 0000 ( 17 00 11 00000064 ) "{id}" ]""",

        // Success; receive maximum 256, topic alias maximum 64, maximum packet size 256 KiB.
        ["CONNACK"] = "20 [ 00 00 ( 21 0100 22 0040 27 00040000 ) ]",
        ["RESUMED"] = "20 [ 01 00 ( 21 0100 22 0040 27 00040000 ) ]",
        ["CONNECT311"] = """10 [ "MQTT" 04 02 0000 "{id}" ]""",
        ["RESUME311"] = """10 [ "MQTT" 04 00 0000 "{id}" ]""",
        ["CONNACK311"] = "20 02 00 00",
        ["RESUMED311"] = "20 02 01 00",
        ["PINGREQ"] = "C0 00",
        ["PINGRESP"] = "D0 00",
        ["DISCONNECT"] = "E0 00",
    };

    private readonly Dictionary<string, Wire> _wires = new(StringComparer.Ordinal);

    // A connection's messages that came before an answer that was expected: they are next.
    private readonly Dictionary<string, Queue<byte[]>> _overtook = new(StringComparer.Ordinal);

    public static async Task RunAsync(Row row)
    {
        var time = new ManualTime();
        await using var server = await BareServer.StartAsync(row.Options ?? new MqttServerOptions(), time);
        using var play = new Play(server, time);
        foreach (var line in row.Script.Split('\n'))
        {
            var step = line.Split(" # ")[0].Trim();
            if (step.Length > 0) await play.StepAsync(step, $"{row.Statements} ({row.Says}), at: {step}");
        }
    }

    public void Dispose()
    {
        foreach (var wire in _wires.Values) wire.Dispose();
    }

    private async Task StepAsync(string step, string where)
    {
        if (step.StartsWith("advance ", StringComparison.Ordinal))
        {
            time.Advance(TimeSpan.FromSeconds(double.Parse(step.AsSpan(8), CultureInfo.InvariantCulture)));
            return;
        }

        var name = step[..1];
        var what = step[1..].Trim();
        if (what == "connects")
        {
            await SendAsync(name, "CONNECT");
            await ExpectAsync(name, "CONNACK", where);
        }
        else if (what == "drops")
        {
            var before = server.Server.Statistics.Connections;
            _wires.Remove(name, out var wire);
            wire!.Reset();
            await GoneAsync(before, where);
        }
        else if (what[0] == '>')
        {
            await SendAsync(name, what[1..].Trim());
        }
        else if (what[0] == '<')
        {
            await ExpectAsync(name, what[1..].Trim(), where);
        }
        else
        {
            throw new FormatException($"what does it mean? {where}");
        }
    }

    private async Task SendAsync(string name, string what)
    {
        if (!_wires.TryGetValue(name, out var wire)) _wires[name] = wire = await Wire.ConnectAsync(server.Port);
        await wire.SendAsync(Notation.Bytes(Expand(name, what)));
    }

    private async Task ExpectAsync(string name, string what, string where)
    {
        var wire = _wires[name];
        if (what == "closed")
        {
            var last = await ReadAsync(name, what);
            Assert.True(last is null, $"{where}: {Hex(last)}");
            _wires.Remove(name);
            wire.Dispose();
            await GoneAsync(_wires.Count + 1, where);
            return;
        }

        if (what == "nothing")
        {
            await wire.SendAsync(Notation.Bytes(Packets["PINGREQ"]));
            what = "PINGRESP";
        }

        var packet = await ReadAsync(name, what);
        Assert.True(packet is not null && Notation.Matches(Expand(name, what), packet), $"{where}: {Hex(packet)}");
    }

    // Whether a client that hears itself is first answered or first sent its own message, the standard leaves open.
    private async Task<byte[]?> ReadAsync(string name, string expected)
    {
        var isAnswer = expected.StartsWith("40", StringComparison.Ordinal) || expected.StartsWith("50", StringComparison.Ordinal);
        if (!_overtook.TryGetValue(name, out var messages)) _overtook[name] = messages = new Queue<byte[]>();
        if (!isAnswer && messages.TryDequeue(out var message)) return message;
        while (true)
        {
            var packet = await _wires[name].ReadAsync();
            if (!isAnswer || packet is null || packet[0] >> 4 != 3) return packet;
            messages.Enqueue(packet);
        }
    }

    /// <summary>The server has seen the end of a connection.</summary>
    private async Task GoneAsync(int before, string where) =>
        await Eventually.TrueAsync(() => server.Server.Statistics.Connections < before, $"the connection ends; {where}");

    public static string Expand(string name, string what) =>
        Packets.TryGetValue(what, out var packet) ? packet.Replace("{id}", name.ToLowerInvariant(), StringComparison.Ordinal) : what;

    private static string Hex(byte[]? packet) => packet is null ? "closed" : string.Join(' ', packet.Select(b => b.ToString("X2", CultureInfo.InvariantCulture)));
}
