using FlowOptics.Demo.Records;
using FlowOptics.Demo.World;

namespace FlowOptics.Demo.Inside;

/// <summary>A long-lived TCP connection: of a pool, a scraper, a nightly job. Each opening has a client port of its own.</summary>
internal sealed class Connection(string name, IReadOnlyList<View> views, int serverPort, double packetsPerSecond, int requestBytes, int responseBytes, Schedule schedule)
{
    private const byte Syn = 2;
    private const byte SynAck = 18;
    private const byte Fin = 1;

    private readonly ulong _hash = DemoHash.Of(name);
    private readonly double _phase = DemoHash.Of(name) % 6283 / 1000.0;

    public IReadOnlyList<View> Views => views;

    /// <summary>This connection as the interfaces of one VPC see it.</summary>
    public Connection? In(Vpc vpc)
    {
        var inside = views.Where(view => view.At.Vpc == vpc).ToArray();
        return inside.Length == 0 ? null : new(name, inside, serverPort, packetsPerSecond, requestBytes, responseBytes, schedule);
    }

    public void Write(long from, long to, RecordText text)
    {
        // An interval may see the end of one opening and the start of the next.
        for (var opening = (from - schedule.Offset) / schedule.Period; ; opening++)
        {
            var opened = opening * schedule.Period + schedule.Offset;
            if (opened >= to) return;
            var closed = opened + schedule.Length;
            var begin = Math.Max(from, opened);
            var end = Math.Min(to, closed);
            if (begin < end) Write(opening, begin, end, begin == opened, end == closed, text);
        }
    }

    private void Write(long opening, long begin, long end, bool opens, bool closes, RecordText text)
    {
        var first = Packets(begin);
        var last = Packets(end);
        if (first == last) return;
        var port = 32_768 + (int)(DemoHash.Of(_hash, (ulong)opening) % 28_000);
        var exchange = new Exchange(
            port, serverPort, 6,
            last - first, Bytes(last, requestBytes) - Bytes(first, requestBytes),
            // A response packet for each request packet, but every eighth is acknowledged with another's data.
            Responses(last) - Responses(first), Bytes(Responses(last), responseBytes) - Bytes(Responses(first), responseBytes),
            begin, end - 1,
            (byte)((opens ? Syn : 0) | (closes ? Fin : 0)), (byte)((opens ? SynAck : 0) | (closes ? Fin : 0)));
        foreach (var view in views) view.Write(exchange, text);
    }

    private long Packets(long time) => (long)(packetsPerSecond * DayCurve.At(time, _phase));

    private static long Responses(long packets) => packets - packets / 8;

    /// <summary>The bytes of the first so many packets: sizes sway around the mean, between a bare acknowledgement and a full frame.</summary>
    private static long Bytes(long packets, int mean) => packets * mean + (long)(Math.Min(mean - 52, 1500 - mean) * 8 * Math.Sin(packets / 11.0));
}
