using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace FlowOptics.Flows;

/// <summary>
/// Turns records that come as fields (rows of Parquet) into the batches that <see cref="FlowTextParser"/> would make of their text: one field after the
/// other, then <see cref="EndRow"/>. One bad record costs only itself. Not thread-safe.
/// </summary>
/// <remarks>Fields are kept as text until a block of rows is full, and then read as the lines of a text are: what a record means is said once. A field may hold blanks.</remarks>
public sealed class FlowRowParser
{
    private const int MaxRows = 64;

    private readonly BatchCutter _cutter;
    private readonly Range[] _fields;
    private readonly int _stride;

    // Of each row one line of bounds: the place before it, then the end of each field (FieldBlock).
    private readonly int[] _bounds;
    private readonly bool[] _isOrdinary = new bool[MaxRows];
    private readonly bool[] _isTooLong = new bool[MaxRows];
    private byte[] _text = new byte[16 * 1024];
    private int _length;
    private int _rows;
    private int _column;
    private int _attempt = MaxRows;
    private long _read;

    /// <param name="identity">The object that the rows come from.</param>
    /// <param name="columns">Their names, with hyphens or underscores.</param>
    /// <exception cref="FlowFormatException">A name stands twice, or one is missing that no flow can do without.</exception>
    public FlowRowParser(ObjectIdentity identity, IEnumerable<string> columns)
    {
        var format = FlowFormat.FromColumns([.. columns]);
        _cutter = new BatchCutter(identity, format);
        _fields = new Range[format.Names.Length];
        _stride = format.Names.Length + 1;
        _bounds = new int[MaxRows * _stride];
        BeginRow();
    }

    /// <summary>What became of the rows so far; complete after <see cref="Complete"/>.</summary>
    public ParseReport Report { get; } = new();

    /// <summary>The next field, as it would stand in text; an empty one is missing, as "-".</summary>
    public void Add(ReadOnlySpan<byte> field)
    {
        if (field.IsEmpty) field = "-"u8;
        // No more is kept of a row than a line may have.
        if (_isTooLong[_rows] || _length - RowStart(_rows) + field.Length > FlowTextParser.MaxLineBytes)
        {
            _isTooLong[_rows] = true;
            field = "-"u8;
            _length = RowStart(_rows);
        }

        field.CopyTo(Room(field.Length));
        EndField(field.Length);
    }

    /// <summary>The next field, of a column of numbers.</summary>
    public void Add(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out var written);
        EndField(written);
    }

    /// <summary>The next field is missing.</summary>
    public void AddMissing() => Add([]);

    public void EndRow()
    {
        if (_column != _fields.Length) throw new InvalidOperationException($"the row has {_column} fields, and the format {_fields.Length}");
        var status = _cutter.Format.LogStatusColumn;
        var bounds = _bounds.AsSpan(_rows * _stride, _stride);
        // Of a text that is too long only this is kept; numbers may have brought the row over the bound too.
        _isTooLong[_rows] |= RowEnd(_rows) - RowStart(_rows) > FlowTextParser.MaxLineBytes;
        _isOrdinary[_rows] = !_isTooLong[_rows] && (status < 0 || _text.AsSpan((bounds[status] + 1)..bounds[status + 1]).SequenceEqual("OK"u8));
        _rows++;
        if (_rows == MaxRows) ReadRows();
        BeginRow();
    }

    /// <summary>Says that there are no more rows: the last batches become ready. A row that was begun is left out.</summary>
    public void Complete()
    {
        ReadRows();
        BeginRow();
        _cutter.Cut();
    }

    public bool TryTake([NotNullWhen(true)] out FlowBatch? batch) => _cutter.TryTake(out batch);

    private int RowStart(int row) => _bounds[row * _stride] + 1;

    private int RowEnd(int row) => _bounds[((row + 1) * _stride) - 1];

    private void BeginRow()
    {
        _column = 0;
        _isTooLong[_rows] = false;
        // A row ends as a line does, with one byte more.
        _length = _rows == 0 ? 0 : RowEnd(_rows - 1) + 1;
        _bounds[_rows * _stride] = _length - 1;
    }

    private Span<byte> Room(int bytes)
    {
        // One more for the blank.
        if (_text.Length - _length <= bytes) Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + bytes + 1));
        return _text.AsSpan(_length, bytes);
    }

    private void EndField(int bytes)
    {
        _length += bytes;
        _bounds[(_rows * _stride) + 1 + _column++] = _length;
        _text[_length++] = (byte)' ';
    }

    private void ReadRows()
    {
        for (var row = 0; row < _rows;)
        {
            var found = FindOrdinary(row, Math.Min(_attempt, _cutter.RoomForRecords), _cutter.RoomForText);
            var good = found > 0 ? ReadOrdinary(row, found) : 0;
            row += good;
            if (found == 0 || good < found) ReadRow(row++);
        }

        _rows = 0;
    }

    private int FindOrdinary(int row, int most, long mostText)
    {
        var found = 0;
        while (found < most && row + found < _rows && _isOrdinary[row + found] && RowStart(row + found) - RowStart(row) < mostText) found++;
        return found;
    }

    private int ReadOrdinary(int row, int rows)
    {
        _cutter.Columns.Reserve(rows);
        var block = new FieldBlock(_text.AsSpan(0, _length), _bounds.AsSpan(row * _stride), _stride, rows);
        var good = ColumnReader.Read(_cutter.Format, block, _cutter.Columns);
        // Few at once after one that was not understood: what was read past it has to be read again.
        _attempt = good == rows ? Math.Min(_attempt * 2, MaxRows) : Math.Max(good, 1);
        if (good == 0) return 0;
        _cutter.Columns.Commit(good);
        Report.Lines += good;
        Report.Flows += good;
        _read += good;
        _cutter.Took(RowEnd(row + good - 1) + 1 - RowStart(row));
        return good;
    }

    /// <summary>The plain way, which knows why a row is no flow.</summary>
    private void ReadRow(int row)
    {
        _read++;
        Report.Lines++;
        if (_isTooLong[row])
        {
            Report.Reject(RejectReason.Length);
            if (Report.WantsSample) Report.AddSample(new RejectedRecord(_read, 0, "", $"the row is longer than {FlowTextParser.MaxLineBytes} bytes") { Unit = "row" });
            return;
        }

        var bounds = _bounds.AsSpan(row * _stride, _stride);
        var start = RowStart(row);
        var line = _text.AsSpan(start..RowEnd(row));
        for (var i = 0; i < _fields.Length; i++) _fields[i] = (bounds[i] + 1 - start)..(bounds[i + 1] - start);
        switch (RecordJudge.Read(_cutter.Format, line, _fields, _fields.Length, _cutter.Columns, out var fault))
        {
            case RecordJudge.Verdict.Flow:
                _cutter.Columns.Commit(1);
                Report.Flows++;
                _cutter.Took(line.Length + 1);
                break;
            case RecordJudge.Verdict.NoData:
                Report.NoData++;
                break;
            case RecordJudge.Verdict.SkipData:
                Report.SkipData++;
                break;
            default:
                RecordJudge.Reject(Report, _cutter.Format, line, _fields, _fields.Length, fault, ("row", _read));
                break;
        }
    }
}
