using System.Diagnostics.CodeAnalysis;

namespace FlowOptics.Mqtt.Packets;

/// <summary>
/// What is in flight, in the order it was sent, found by packet identifier. Identifiers are handed out in turn (1 to 65,535, and again), so the
/// ones in flight are a window over a sequence, and a ring holds them without a dictionary. Not thread-safe.
/// </summary>
internal sealed class PacketIdWindow<T>
{
    private const int Identifiers = ushort.MaxValue;
    private Slot[] _ring = new Slot[16];

    /// <summary>The sequence number of the oldest that is not complete; <see cref="Next"/> where there is none.</summary>
    public long First { get; private set; }

    /// <summary>The sequence number that the next one gets.</summary>
    public long Next { get; private set; }

    /// <summary>How many are not complete.</summary>
    public int Count { get; private set; }

    /// <summary>False while the identifier that would be next is still taken.</summary>
    public bool HasRoom => Next - First < Identifiers;

    public static ushort IdOf(long sequence) => (ushort)((sequence % Identifiers) + 1);

    public ushort Add(T value)
    {
        if (!HasRoom) throw new InvalidOperationException("all packet identifiers are in use");
        if (Next - First == _ring.Length) Grow();
        _ring[Next & (_ring.Length - 1)] = new Slot(value, true);
        Count++;
        return IdOf(Next++);
    }

    /// <summary>The one with this sequence number, if it is not complete.</summary>
    public bool TryGet(long sequence, [MaybeNullWhen(false)] out T value)
    {
        var slot = sequence >= First && sequence < Next ? _ring[sequence & (_ring.Length - 1)] : default;
        value = slot.Value;
        return slot.Open;
    }

    public void Replace(long sequence, T value) => _ring[sequence & (_ring.Length - 1)] = new Slot(value, true);

    /// <summary>The sequence number that a packet identifier stands for, if it is in flight.</summary>
    public bool TryFind(ushort id, out long sequence)
    {
        var offset = (id - 1 - (First % Identifiers) + Identifiers) % Identifiers;
        sequence = First + offset;
        return id != 0 && TryGet(sequence, out _);
    }

    /// <summary>Takes one out; the window moves on when it was the oldest.</summary>
    public bool TryComplete(ushort id, out long sequence, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (!TryFind(id, out sequence)) return false;
        ref var slot = ref _ring[sequence & (_ring.Length - 1)];
        value = slot.Value;
        slot = default;
        Count--;
        while (First < Next && !_ring[First & (_ring.Length - 1)].Open) First++;
        return true;
    }

    /// <summary>
    /// Takes back what was in flight under these identifiers; call it once, on an empty window. They were handed out in turn, so their order is a circle cut
    /// where the gap is largest.
    /// </summary>
    public void Restore(IReadOnlyCollection<(ushort Id, T Value)> kept)
    {
        var sorted = kept.OrderBy(k => k.Id).ToArray();
        if (sorted.Length == 0) return;
        var start = 0;
        var largest = sorted[0].Id + Identifiers - sorted[^1].Id;
        for (var i = 1; i < sorted.Length; i++)
        {
            var gap = sorted[i].Id - sorted[i - 1].Id;
            if (gap <= largest) continue;
            (largest, start) = (gap, i);
        }

        First = Next = sorted[start].Id - 1;
        for (var i = 0; i < sorted.Length; i++)
        {
            var (id, value) = sorted[(start + i) % sorted.Length];
            while (IdOf(Next) != id)
            {
                if (Next - First == _ring.Length) Grow();
                _ring[Next++ & (_ring.Length - 1)] = default;
            }

            Add(value);
        }
    }

    private void Grow()
    {
        var ring = new Slot[_ring.Length * 2];
        for (var i = First; i < Next; i++) ring[i & (ring.Length - 1)] = _ring[i & (_ring.Length - 1)];
        _ring = ring;
    }

    private readonly record struct Slot(T Value, bool Open);
}
