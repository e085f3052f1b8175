using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Importing;

/// <summary>
/// The rows of an object on their way to the writer. Whether all of it is too old to be held is known at its end: until a record comes that is not, its batches wait, so that nothing is written
/// that the next step of retention would take away.
/// </summary>
internal sealed class ObjectRows(LakeWriter writer, LakeRetention retention)
{
    // Some 30 MB; what is larger is written, and taken away again.
    private const int MostWaiting = 64;

    private readonly List<EnrichedBatch> _waiting = [];
    private bool _isWritten;

    public long Records { get; private set; }

    public void Add(EnrichedBatch batch)
    {
        Records += batch.Flows.Count;
        if (!_isWritten)
        {
            if (_waiting.Count < MostWaiting && retention.LeavesOut(batch.Flows))
            {
                _waiting.Add(batch);
                return;
            }

            _isWritten = true;
            foreach (var earlier in _waiting) writer.Append(earlier);
            _waiting.Clear();
        }

        writer.Append(batch);
    }

    /// <returns>False where all records are too old, and none was written.</returns>
    public bool End()
    {
        foreach (var batch in _waiting) writer.LeaveOut(batch);
        return _waiting.Count == 0;
    }
}
