using System.Diagnostics.CodeAnalysis;

namespace FlowOptics.Flows;

/// <summary>
/// Takes an object's records in order and cuts batches of them by content alone, whatever carried them: after <see cref="FlowBatch.MaxRecords"/>
/// flows, where their lines add up to <see cref="FlowTextParser.MaxBatchText"/> bytes before that, or where the columns or the account change; then
/// halved as often as the encoding would pass <see cref="FlowWire.MaxBatchBytes"/>.
/// </summary>
internal sealed class BatchCutter
{
    private readonly Queue<FlowBatch> _ready = new();
    private ObjectIdentity _identity;
    private long _firstRecord;
    private long _text;

    internal BatchCutter(ObjectIdentity identity, FlowFormat format)
    {
        _identity = identity;
        Format = format;
        Columns = new FlowColumns(format);
    }

    internal FlowFormat Format { get; private set; }

    /// <summary>The batch that is being filled.</summary>
    internal FlowColumns Columns { get; private set; }

    internal int RoomForRecords => FlowBatch.MaxRecords - Columns.Count;

    internal long RoomForText => FlowTextParser.MaxBatchText - _text;

    /// <summary>Records have been committed to <see cref="Columns"/>, whose lines have so many bytes.</summary>
    /// <returns>True where that filled the batch: it was cut, and the columns are empty again.</returns>
    internal bool Took(long text)
    {
        _text += text;
        if (RoomForRecords > 0 && RoomForText > 0) return false;
        Cut();
        return true;
    }

    internal void Use(FlowFormat format)
    {
        Cut();
        Format = format;
        Columns = new FlowColumns(format);
    }

    /// <summary>From here on the object itself names this account (null: it names none), as a path would.</summary>
    internal void Use(string? account)
    {
        if (account == _identity.Account) return;
        Cut();
        _identity = _identity with { Account = account };
    }

    internal bool TryTake([NotNullWhen(true)] out FlowBatch? batch) => _ready.TryDequeue(out batch);

    internal void Cut()
    {
        if (Columns.Count > 0)
        {
            var batch = Columns.View(_identity, _firstRecord);
            Halve(batch, 0, batch.Count);
            _firstRecord += batch.Count;
        }

        Columns.Clear();
        _text = 0;
    }

    private void Halve(FlowBatch batch, int first, int count)
    {
        // A freshly filled batch has the very dictionaries that its whole needs, unless a rejected record left something in them.
        var whole = count == batch.Count && !Columns.HasUnusedTexts;
        var part = BatchSlicing.Cut(batch, first, count, compact: !whole, keepColumns: whole && Columns.IsFull);
        if (count == 1 || FlowWire.EncodedSize(part) <= FlowWire.MaxBatchBytes)
        {
            _ready.Enqueue(part);
            if (whole && Columns.IsFull) Columns.Renew();
            return;
        }

        var half = count / 2;
        Halve(batch, first, half);
        Halve(batch, first + half, count - half);
    }
}
