namespace FlowOptics.Enricher.Map;

/// <summary>
/// A row's flows by service port since its last tick: the first so many ports that come. What is of further ones (somebody tries them all) is only in the
/// row's own count.
/// </summary>
internal sealed class PortCounts
{
    /// <summary>How many ports a row tells apart between two ticks; a tick shows the largest of them.</summary>
    private const int Kept = 16;

    public const int Shown = 4;

    // There are tens of thousands of rows, most of them with one port.
    private int[] _labels = [];
    private long[] _flows = [];
    private int _count;

    public void Add(int label)
    {
        // Mostly one or two: a search from the first is the fastest.
        for (var i = 0; i < _count; i++)
        {
            if (_labels[i] != label) continue;
            _flows[i]++;
            return;
        }

        if (_count == Kept) return;
        if (_count == _labels.Length)
        {
            Array.Resize(ref _labels, Math.Max(2, 2 * _count));
            Array.Resize(ref _flows, _labels.Length);
        }

        _labels[_count] = label;
        _flows[_count++] = 1;
    }

    /// <summary>Takes the largest, the largest first, and begins anew.</summary>
    public PortCount[] Take()
    {
        var shown = new PortCount[Math.Min(_count, Shown)];
        for (var at = 0; at < shown.Length; at++)
        {
            var largest = 0;
            for (var i = 1; i < _count; i++)
            {
                if (_flows[i] > _flows[largest]) largest = i;
            }

            shown[at] = new PortCount(PortLabel.TextOf(_labels[largest]), _flows[largest]);
            _flows[largest] = 0;
        }

        _count = 0;
        return shown;
    }

    public void Clear() => _count = 0;
}
