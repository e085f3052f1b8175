using FlowOptics.Demo.Records;
using FlowOptics.Demo.World;

namespace FlowOptics.Demo.Honeypots;

/// <summary>
/// The real attempts on one honeypot, replayed in a loop. Packets with the same addresses, ports and protocol in an interval make one record, as in a
/// flow log. What the attempts' rows do not have is made up by rule: packet sizes, the rest of an accepted handshake, the honeypot's answer.
/// </summary>
internal sealed class HoneypotTraffic(Machine host, Attempt[] attempts) : ITraffic
{
    private const long LoopMilliseconds = HoneypotData.LoopSeconds * 1000L;

    public void Write(long from, long to, RecordText text)
    {
        var flows = new Dictionary<(uint Source, ushort SourcePort, ushort DestinationPort, byte Protocol, bool Accepted), (int Attempts, long Start, long End)>();
        for (long begin = from * 1000, end; begin < to * 1000; begin = end)
        {
            var loop = begin / LoopMilliseconds;
            end = Math.Min(to * 1000, (loop + 1) * LoopMilliseconds);
            var loopBegin = loop * LoopMilliseconds;
            for (var i = FirstAt((int)(begin - loopBegin)); i < attempts.Length && loopBegin + attempts[i].Offset < end; i++)
            {
                ref readonly var attempt = ref attempts[i];
                var second = (loopBegin + attempt.Offset) / 1000;
                var key = (attempt.Source, attempt.SourcePort, attempt.DestinationPort, attempt.Protocol, SecurityGroup.Accepts(attempt));
                flows[key] = flows.TryGetValue(key, out var flow) ? (flow.Attempts + 1, flow.Start, second) : (1, second, second);
            }
        }

        foreach (var (key, flow) in flows) Write(key.Source, key.SourcePort, key.DestinationPort, key.Protocol, key.Accepted, flow, text);
        if (flows.Count == 0) text.WriteNoData(host, from, to - 1);
    }

    private void Write(
        uint source, ushort sourcePort, ushort destinationPort, byte protocol, bool accepted, (int Attempts, long Start, long End) flow, RecordText text)
    {
        // By source and port alone, so that the same flow has the same sizes however the time is cut.
        var hash = DemoHash.Of(source, ((ulong)destinationPort << 16) | protocol);
        var size = protocol switch
        {
            6 => 40 + 4 * DemoHash.Take(ref hash, 6),
            17 => 28 + 8 + DemoHash.Take(ref hash, 400),
            _ => 28 + 28 * DemoHash.Take(ref hash, 3),
        };
        // SYN, ACK, one to three of data, FIN: the scanner that found an open port asks for a banner.
        var packets = accepted && protocol == 6 ? 3 + DemoHash.Take(ref hash, 4) : 1;
        var bytes = size + (packets - 1) * (40 + DemoHash.Take(ref hash, 60));
        text.WriteDefault(host, new(
            source, host.Address, sourcePort, destinationPort, protocol, (long)packets * flow.Attempts, (long)bytes * flow.Attempts, flow.Start, flow.End, accepted));
        if (!accepted) return;
        var answers = protocol == 6 ? packets - 1 : 1;
        var answered = protocol == 6 ? answers * (52 + DemoHash.Take(ref hash, 300)) : size;
        text.WriteDefault(host, new(
            host.Address, source, destinationPort, sourcePort, protocol, (long)answers * flow.Attempts, (long)answered * flow.Attempts, flow.Start, flow.End, true));
    }

    private int FirstAt(int offset)
    {
        var (low, high) = (0, attempts.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (attempts[middle].Offset < offset) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
