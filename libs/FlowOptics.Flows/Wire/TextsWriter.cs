using System.Text;

namespace FlowOptics.Flows;

/// <summary>
/// The text columns of a run of records. The whole of a batch keeps its dictionaries as they are; a part of one has only what its own records use, in
/// order of first use, so that the same records make the same bytes however they came to be cut.
/// </summary>
internal sealed class TextsWriter
{
    private readonly List<RunCodes> _runs = [];
    private readonly List<int> _sizes = [];
    private FlowBatch _batch = null!;
    private bool _whole;
    private int _first;
    private int _count;

    /// <summary>Takes a run and says how many bytes its text columns have.</summary>
    public int Begin(FlowBatch batch, int first, int count)
    {
        (_batch, _first, _count, _whole) = (batch, first, count, first == 0 && count == batch.Count);
        _sizes.Clear();
        var total = 0;
        for (var i = 0; i < batch.Texts.Count; i++)
        {
            var text = batch.Texts[i];
            if (!_whole) Renumber(i, text);
            var size = WireWriter.SizeOfText(1, text.Name) + NumberColumn.Size(3, Codes(i)) + ValuesSize(i, text);
            _sizes.Add(size);
            total += WireWriter.SizeOfDelimited(FlowField.Texts, size);
        }

        return total;
    }

    public void Write(ref WireWriter writer)
    {
        for (var i = 0; i < _sizes.Count; i++)
        {
            var text = _batch.Texts[i];
            writer.Begin(FlowField.Texts, _sizes[i]);
            writer.Text(1, text.Name);
            if (_whole)
            {
                for (var value = 0; value < text.Values.Count; value++) writer.ElementText(2, text.Values[value]);
            }
            else
            {
                foreach (var code in _runs[i].Kept) writer.ElementText(2, text.Values[code - 1]);
            }

            NumberColumn.Write(ref writer, 3, Codes(i));
        }
    }

    public void End() => _batch = null!;

    private ReadOnlySpan<int> Codes(int column) => _whole ? _batch.Texts[column].Codes.AsSpan(0, _count) : _runs[column].Column(0);

    private void Renumber(int column, TextColumn text)
    {
        while (_runs.Count <= column) _runs.Add(new RunCodes());
        _runs[column].Begin(text.Values.Count + 1, _count);
        _runs[column].Map(0, text.Codes.AsSpan(_first, _count));
    }

    private int ValuesSize(int column, TextColumn text)
    {
        var size = 0;
        if (_whole)
        {
            for (var value = 0; value < text.Values.Count; value++) size += ValueSize(text.Values[value]);
        }
        else
        {
            foreach (var code in _runs[column].Kept) size += ValueSize(text.Values[code - 1]);
        }

        return size;
    }

    private static int ValueSize(string value) => WireWriter.SizeOfDelimited(2, Encoding.UTF8.GetByteCount(value));
}
