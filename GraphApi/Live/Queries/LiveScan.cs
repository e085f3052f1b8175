using System.Buffers;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// Goes through the window's entries, a copy of some thousand at a time: the writer is never held back for longer than the copy takes.
/// </summary>
internal sealed class LiveScan(LiveReading reading, LiveMatch match)
{
    /// <summary>Entries in the question's range that the last run went through, before its other conditions.</summary>
    public long Rows { get; private set; }

    public void Run<TVisitor>(TVisitor visitor, CancellationToken cancellationToken)
        where TVisitor : class, ILiveVisitor
    {
        Rows = 0;
        var entries = ArrayPool<LiveEntry>.Shared.Rent(LiveMemory.ChunkEntries);
        try
        {
            foreach (var bucket in reading.Buckets)
            {
                visitor.Enter(bucket);
                match.Enter(bucket);
                for (var chunk = 0; ; chunk++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var count = bucket.Read(chunk, entries);
                    foreach (ref readonly var entry in entries.AsSpan(0, count))
                    {
                        if (!match.IsInRange(entry)) continue;
                        Rows++;
                        var ends = new LiveEnds(bucket.AddressOf(entry.Src, entry.IsSrcWide), bucket.AddressOf(entry.Dst, entry.IsDstWide));
                        if (match.LabelOf(entry, ends) is { } label) visitor.Visit(entry, ends, label);
                    }

                    if (count < LiveMemory.ChunkEntries) break;
                }
            }
        }
        finally
        {
            ArrayPool<LiveEntry>.Shared.Return(entries);
        }
    }
}
