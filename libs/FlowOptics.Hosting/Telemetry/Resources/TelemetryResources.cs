using System.Globalization;
using Aspire.Hosting.Telemetry.Attributes;
using Aspire.Hosting.Telemetry.Wire;

namespace Aspire.Hosting.Telemetry.Resources;

/// <summary>Finds out who sent something, by <c>service.name</c> and <c>service.instance.id</c>.</summary>
/// <param name="idOf">The dashboard's id of a process that AppHost runs, by its name and the number of its replica; null where it runs none such.</param>
internal sealed class TelemetryResources(Func<string, string?, string?> idOf, TimeProvider time)
{
    public const int Most = 200;

    // A process may change its attributes from start to start; more spellings than that are not one product's.
    private const int MostSpellings = 4 * Most;
    private const int InstanceDigits = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<byte[], TelemetryResource> _bySpelling = new(BytesComparer.Instance);
    private readonly Dictionary<string, TelemetryResource> _byId = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<TelemetryResource> All
    {
        get
        {
            lock (_lock) return [.. _byId.Values.OrderBy(resource => resource.Id, StringComparer.OrdinalIgnoreCase)];
        }
    }

    public TelemetryResource? Find(string id)
    {
        lock (_lock) return _byId.GetValueOrDefault(id);
    }

    /// <summary>Who this Resource message names; null when there are too many already.</summary>
    public TelemetryResource? Of(ReadOnlySpan<byte> message)
    {
        var now = UnixTime.Nanoseconds(time.GetUtcNow());
        lock (_lock)
        {
            var known = _bySpelling.GetAlternateLookup<ReadOnlySpan<byte>>();
            if (known.TryGetValue(message, out var bytes, out var resource))
            {
                resource.Seen(bytes, now);
                return resource;
            }

            var (name, instance) = Identity(message);
            var id = idOf(name, instance) ?? IdOf(name, instance);
            if (!_byId.TryGetValue(id, out resource))
            {
                if (_byId.Count == Most) return null;
                _byId.Add(id, resource = new TelemetryResource(id, name, instance));
            }

            if (_bySpelling.Count == MostSpellings) _bySpelling.Clear();
            bytes = message.ToArray();
            _bySpelling.Add(bytes, resource);
            resource.Seen(bytes, now);
            return resource;
        }
    }

    private static string IdOf(string name, string? instance)
    {
        if (string.IsNullOrEmpty(instance)) return name;
        var digits = instance.Length > InstanceDigits ? instance[..InstanceDigits] : instance;
        return string.Create(CultureInfo.InvariantCulture, $"{name}-{digits}");
    }

    private static (string Name, string? Instance) Identity(ReadOnlySpan<byte> resource)
    {
        string? name = null, instance = null;
        var reader = new WireReader(resource);
        while (reader.Next())
        {
            if (reader.Field != 1) continue;
            var pair = new KeyValue(reader.Data);
            if (pair.Key.SequenceEqual("service.name"u8)) name = AttributeText.Of(pair.Value);
            else if (pair.Key.SequenceEqual("service.instance.id"u8)) instance = AttributeText.Of(pair.Value);
        }

        // OpenTelemetry's own word for a service without a name.
        return (string.IsNullOrEmpty(name) ? "unknown_service" : name, instance);
    }
}
