namespace FlowOptics.Emulator.S3.Storage;

/// <summary>A bucket's objects in the order of S3's listings.</summary>
internal sealed class ObjectOrder
{
    private readonly List<StoredObject> _objects = [];

    public int Count => _objects.Count;

    public StoredObject this[int index]
    {
        get => _objects[index];
        set => _objects[index] = value;
    }

    /// <summary>In no order: <see cref="Sort"/> follows.</summary>
    public void Add(StoredObject stored) => _objects.Add(stored);

    public void Sort() => _objects.Sort((one, other) => KeyOrder.Instance.Compare(one.Key, other.Key));

    public void Insert(int index, StoredObject stored) => _objects.Insert(index, stored);

    public void RemoveAt(int index) => _objects.RemoveAt(index);

    /// <summary>A page of a listing: objects and, where a delimiter is given, prefixes that stand for all keys below them.</summary>
    /// <param name="after">Only what comes after this key or prefix.</param>
    public ListedPage List(string prefix, string? delimiter, string? after, int most)
    {
        var page = new ListedPage();
        if (most == 0) return page;
        var index = after is null ? 0 : FirstAfter(after, delimiter, prefix);
        index = Math.Max(index, FirstFrom(prefix));
        while (index < Count && _objects[index].Key.StartsWith(prefix, StringComparison.Ordinal))
        {
            if (page.Count == most)
            {
                page.IsTruncated = true;
                return page;
            }

            var stored = _objects[index];
            var cut = string.IsNullOrEmpty(delimiter) ? -1 : stored.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            if (cut < 0)
            {
                page.Objects.Add(stored);
                page.Last = stored.Key;
                index++;
            }
            else
            {
                page.Last = stored.Key[..(cut + delimiter!.Length)];
                page.Prefixes.Add(page.Last);
                index = FirstBeyond(page.Last);
            }
        }

        return page;
    }

    /// <summary>Where the key is, or the complement of where it would be.</summary>
    public int IndexOf(string key)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = KeyOrder.Instance.Compare(_objects[middle].Key, key);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    private int FirstFrom(string key) => IndexOf(key) is var index && index < 0 ? ~index : index;

    private int FirstAfter(string key, string? delimiter, string prefix)
    {
        // A token that is itself a common prefix stands for all keys below it.
        if (!string.IsNullOrEmpty(delimiter) && key.EndsWith(delimiter, StringComparison.Ordinal) && key.Length > prefix.Length
            && key.StartsWith(prefix, StringComparison.Ordinal))
            return FirstBeyond(key);
        return IndexOf(key) is var index && index < 0 ? ~index : index + 1;
    }

    private int FirstBeyond(string prefix)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var key = _objects[middle].Key;
            if (key.StartsWith(prefix, StringComparison.Ordinal) || KeyOrder.Instance.Compare(key, prefix) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
