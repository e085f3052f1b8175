using System.Text;
using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Telemetry.Resources;

/// <summary>Who sends telemetry: a process that AppHost runs, over all of its restarts, or somebody else.</summary>
internal sealed class TelemetryResource(string id, string name, string? instance)
{
    // Loggers' categories and the like are fixed in a program; one that makes them up must not fill the memory.
    private const int MostScopes = 1_000;

    private readonly Dictionary<byte[], TelemetryScope> _scopes = new(BytesComparer.Instance);
    private readonly Lock _lock = new();
    private volatile byte[] _message = [];
    private long _lastSeen;

    public string Id { get; } = id;

    public string Name { get; } = name;

    public string? Instance { get; } = instance;

    /// <summary>Resource, as it came last.</summary>
    public byte[] Message => _message;

    /// <summary>Nanoseconds since 1970.</summary>
    public long LastSeen => Volatile.Read(ref _lastSeen);

    public void Seen(byte[] message, long now)
    {
        _message = message;
        Volatile.Write(ref _lastSeen, now);
    }

    /// <summary>The one scope of these bytes.</summary>
    public TelemetryScope Scope(ReadOnlySpan<byte> message)
    {
        lock (_lock)
        {
            var known = _scopes.GetAlternateLookup<ReadOnlySpan<byte>>();
            if (known.TryGetValue(message, out var scope)) return scope;
            if (_scopes.Count == MostScopes) _scopes.Clear();
            var bytes = message.ToArray();
            return _scopes[bytes] = new TelemetryScope(NameOf(message), bytes);
        }
    }

    private static string NameOf(ReadOnlySpan<byte> scope)
    {
        var reader = new WireReader(scope);
        var name = "";
        while (reader.Next())
        {
            if (reader.Field == 1) name = Encoding.UTF8.GetString(reader.Data);
        }

        return name;
    }
}
