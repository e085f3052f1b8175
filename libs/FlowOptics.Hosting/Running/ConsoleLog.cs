namespace Aspire.Hosting.Running;

/// <summary>
/// The last 10,000 lines of a resource. Readers ask for what comes after a line's number and wait for more: no reader has a buffer of its
/// own, and a slow one misses what has been dropped.
/// </summary>
internal sealed class ConsoleLog(TimeProvider time)
{
    public const int Capacity = 10_000;

    // A line longer than this is cut: 10,000 of them must fit into memory.
    private const int MaximumLength = 8_192;

    private readonly Lock _lock = new();
    private readonly Queue<LogLine> _lines = new();
    private TaskCompletionSource? _more;
    private long _last;

    /// <summary>Called for each line, in order.</summary>
    public event Action<LogLine>? Appended;

    public void Append(string text, bool isError)
    {
        TaskCompletionSource? more;
        LogLine line;
        lock (_lock)
        {
            line = new LogLine(++_last, time.GetUtcNow(), isError, text.Length > MaximumLength ? text[..MaximumLength] + "…" : text);
            if (_lines.Count == Capacity) _lines.Dequeue();
            _lines.Enqueue(line);
            (more, _more) = (_more, null);
        }

        more?.TrySetResult();
        Appended?.Invoke(line);
    }

    /// <summary>At most <paramref name="limit"/> kept lines after the one numbered <paramref name="after"/>.</summary>
    public IReadOnlyList<LogLine> After(long after, int limit = Capacity)
    {
        lock (_lock)
        {
            var skip = _lines.Count == 0 ? 0 : (int)Math.Clamp(after - _lines.Peek().Number + 1, 0, _lines.Count);
            return [.. _lines.Skip(skip).Take(limit)];
        }
    }

    /// <summary>Completes when there is a line after the one numbered <paramref name="after"/>.</summary>
    public Task MoreAsync(long after, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_last > after) return Task.CompletedTask;
            _more ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _more.Task.WaitAsync(cancellationToken);
        }
    }
}
