using System.Collections.Concurrent;

namespace FlowOptics.Mqtt.Server.Connections;

/// <summary>The connections that there are now, with or without a session yet.</summary>
internal sealed class ConnectionSet
{
    private readonly ConcurrentDictionary<ServerConnection, bool> _connections = new();
    private int _count;

    public int Count => _count;

    public IEnumerable<ServerConnection> All => _connections.Keys;

    public bool TryAdd(ServerConnection connection, int max)
    {
        if (Interlocked.Increment(ref _count) <= max) return _connections.TryAdd(connection, true);
        Interlocked.Decrement(ref _count);
        return false;
    }

    public void Remove(ServerConnection connection)
    {
        if (_connections.TryRemove(connection, out _)) Interlocked.Decrement(ref _count);
    }
}
