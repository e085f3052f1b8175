using FlowOptics.Demo.Records;
using FlowOptics.Demo.World;

namespace FlowOptics.Demo.Inside;

/// <summary>All that the interfaces of one VPC see: long-lived connections and short visits.</summary>
internal sealed class InsideTraffic(Vpc vpc, IEnumerable<Connection> connections, IReadOnlyList<Visits> visits) : ITraffic
{
    private readonly Connection[] _connections = [.. connections.Select(connection => connection.In(vpc)).OfType<Connection>()];

    public void Write(long from, long to, RecordText text)
    {
        foreach (var connection in _connections) connection.Write(from, to, text);
        foreach (var visit in visits) visit.Write(from, to, text);
    }
}
