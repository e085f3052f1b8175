using System.Runtime.CompilerServices;
using FlowOptics.Lake;

namespace FlowOptics.Ingestor.Sources.Sqs;

/// <summary>
/// What lay in the bucket before the queue told of anything: listed at the first start, until all that was found is dealt with. A start after a crash lists again, and the journal knows what
/// was done; one after that lists nothing more, since the queue tells of all that comes.
/// </summary>
internal sealed class BackFill(IObjectStore store, string folder, string bucket)
{
    private readonly string _marker = Path.Join(folder, "backfill.done");
    private readonly Lock _gate = new();
    private readonly HashSet<ObjectInfo> _open = new(ReferenceEqualityComparer.Instance);
    private bool _isListed;

    public bool IsDone => File.Exists(_marker) && File.ReadAllText(_marker) == bucket;

    public long Listed { get; private set; }

    public async IAsyncEnumerable<ObjectInfo> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var info in store.ListAsync(cancellationToken))
        {
            lock (_gate) _open.Add(info);
            Listed++;
            yield return info;
        }

        lock (_gate) _isListed = true;
        Mark();
    }

    /// <returns>False where it was not found by this.</returns>
    public bool End(ObjectInfo info)
    {
        lock (_gate)
        {
            if (!_open.Remove(info)) return false;
        }

        Mark();
        return true;
    }

    public bool Has(ObjectInfo info)
    {
        lock (_gate) return _open.Contains(info);
    }

    /// <summary>A list that was broken off begins anew.</summary>
    public void Restart()
    {
        lock (_gate) _open.Clear();
        Listed = 0;
    }

    private void Mark()
    {
        lock (_gate)
        {
            if (_isListed && _open.Count == 0) File.WriteAllText(_marker, bucket);
        }
    }
}
