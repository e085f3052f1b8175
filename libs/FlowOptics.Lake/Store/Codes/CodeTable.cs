namespace FlowOptics.Lake;

/// <summary>Numbers the values of one of the lake's tables, so that a row of flows holds four bytes for each. Thread-safe but for <see cref="New"/>, which nobody may add to while it is written.</summary>
/// <param name="most">How many values it remembers: one that was forgotten gets another number when it comes again.</param>
internal sealed class CodeTable<T>(int most = int.MaxValue)
    where T : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<T, int> _ids = [];
    private readonly List<(int Id, T Value)> _new = [];
    private int _last;

    /// <summary>Those that are not in the lake yet.</summary>
    public IReadOnlyList<(int Id, T Value)> New => _new;

    public int Most => most;

    /// <summary>Forgets all.</summary>
    /// <param name="last">The largest number that is taken.</param>
    public void Clear(int last)
    {
        _ids.Clear();
        _new.Clear();
        _last = last;
    }

    /// <summary>A value that the lake has.</summary>
    public void Add(int id, T value)
    {
        _ids[value] = id;
        _last = Math.Max(_last, id);
    }

    public int IdOf(T value)
    {
        lock (_lock)
        {
            if (_ids.TryGetValue(value, out var id)) return id;
            if (_ids.Count >= most) _ids.Clear();
            id = ++_last;
            _ids.Add(value, id);
            _new.Add((id, value));
            return id;
        }
    }

    public void ForgetNew() => _new.Clear();
}
