using System.Diagnostics.CodeAnalysis;

namespace FlowOptics.Mqtt.Transport;

/// <summary>
/// What is known of the topics that a connection has lately carried, found by their bytes: neither a string nor a look-up by string is made for
/// a topic that comes again. Bounded: a peer that never repeats itself only empties it. Not thread-safe.
/// </summary>
internal sealed class TopicNames<T>
{
    private const int Capacity = 1024;
    private readonly Dictionary<byte[], T> _topics = new(TopicComparer.Instance);
    private readonly Dictionary<byte[], T>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public TopicNames() => _lookup = _topics.GetAlternateLookup<ReadOnlySpan<byte>>();

    public bool TryGet(ReadOnlySpan<byte> topic, [MaybeNullWhen(false)] out T value) => _lookup.TryGetValue(topic, out value);

    public void Add(ReadOnlySpan<byte> topic, T value)
    {
        if (_topics.Count >= Capacity) _topics.Clear();
        _lookup[topic] = value;
    }

    private sealed class TopicComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly TopicComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
