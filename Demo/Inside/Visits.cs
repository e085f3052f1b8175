using FlowOptics.Demo.Records;
using FlowOptics.Demo.World;

namespace FlowOptics.Demo.Inside;

/// <summary>Short conversations that come one by one: page visits, look-ups, a scanner's knocks. The n-th is the same however often it is asked for.</summary>
/// <param name="tell">Writes the records of one visit: a hash that it may take its choices from, and its second.</param>
internal sealed class Visits(string name, double perSecond, Action<ulong, long, RecordText> tell) : ITraffic
{
    private readonly ulong _hash = DemoHash.Of(name);
    private readonly double _phase = DemoHash.Of(name) % 6283 / 1000.0;

    public void Write(long from, long to, RecordText text)
    {
        var next = Until(from);
        for (var second = from; second < to; second++)
        {
            var end = Until(second + 1);
            for (; next < end; next++) tell(DemoHash.Of(_hash, (ulong)next), second, text);
        }
    }

    private long Until(long time) => (long)(perSecond * DayCurve.At(time, _phase));
}
