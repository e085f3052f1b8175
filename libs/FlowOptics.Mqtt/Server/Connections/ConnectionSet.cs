using System.Collections.Concurrent;
using System.Net;
using FlowOptics.Mqtt.Server.Limits;

namespace FlowOptics.Mqtt.Server.Connections;

/// <summary>The connections that there are now, with or without a session yet.</summary>
internal sealed class ConnectionSet
{
    private readonly ConcurrentDictionary<ServerConnection, bool> _connections = new();
    private readonly Dictionary<IPAddress, int> _ofAddress = [];
    private readonly Lock _gate = new();
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public IEnumerable<ServerConnection> All => _connections.Keys;

    /// <returns>Why not; null where it was added.</returns>
    public RefusalCause? TryAdd(ServerConnection connection, MqttServerOptions options)
    {
        lock (_gate)
        {
            if (_count >= options.MaxConnections) return RefusalCause.Connections;
            if (connection.Address is { } address)
            {
                var already = _ofAddress.GetValueOrDefault(address);
                if (already >= options.MaxConnectionsOfAddress) return RefusalCause.ConnectionsOfAddress;
                _ofAddress[address] = already + 1;
            }

            _count++;
        }

        _connections.TryAdd(connection, true);
        return null;
    }

    public void Remove(ServerConnection connection)
    {
        if (!_connections.TryRemove(connection, out _)) return;
        lock (_gate)
        {
            _count--;
            if (connection.Address is not { } address) return;
            if (_ofAddress[address] == 1) _ofAddress.Remove(address);
            else _ofAddress[address]--;
        }
    }
}
