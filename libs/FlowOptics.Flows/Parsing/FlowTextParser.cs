using System.Diagnostics.CodeAnalysis;

namespace FlowOptics.Flows;

/// <summary>
/// Turns the text of a flow-log object into batches: feed it blocks as they come, take batches as they are full. One bad record costs only
/// itself. Not thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// Lines end with LF or CRLF, fields are separated by blanks. The text's header names the columns (AWS's hyphens or Parquet's underscores); headers
/// may come again, also with other columns. A column that the format lacks is 0, None or null in the batches, and without log-status each record
/// counts as OK; but srcaddr, dstaddr and start must be there. Columns that are not known are kept as text. A record may have an ISO 8601 time before
/// it, as CloudWatch's export to S3 writes it; the time is passed over.
/// </para>
/// <para>
/// Batches are cut by content alone, however the text came in blocks: after <see cref="FlowBatch.MaxRecords"/> flows, where lines add up to
/// <see cref="MaxBatchText"/> bytes before that, or where the columns or the account change; then halved as often as the encoding would pass
/// <see cref="FlowWire.MaxBatchBytes"/>.
/// </para>
/// </remarks>
public sealed class FlowTextParser
{
    /// <summary>The longest line that is read, in bytes without its line feed; a longer one is a rejected record.</summary>
    public const int MaxLineBytes = 64 * 1024;

    /// <summary>
    /// A batch is closed once the lines of its flows have this many bytes together, so that memory has a bound whatever the lines are. Part of the
    /// cutting rule, as <see cref="FlowBatch.MaxRecords"/>; AWS's longest usual lines stay below it.
    /// </summary>
    public const int MaxBatchText = 8 * 1024 * 1024;

    private readonly BatchCutter _cutter;
    private readonly LineCarry _carry = new(MaxLineBytes);
    // One more than a format can have, and a time before them.
    private readonly Range[] _fields = new Range[FlowFormat.MaxColumns + 2];
    private RecordScanner _scanner;
    private long _line;
    private bool _completed;

    /// <param name="identity">The object that the text comes from.</param>
    /// <param name="format">
    /// Field names in order, separated by blanks, as in a flow log's <c>LogFormat</c> with or without "${}"; used where the text has no header. Null: the
    /// default (version 2) format.
    /// </param>
    /// <exception cref="FlowFormatException">The format names a field twice, or lacks one that no flow can do without.</exception>
    public FlowTextParser(ObjectIdentity identity, string? format = null)
    {
        _cutter = new BatchCutter(identity, string.IsNullOrWhiteSpace(format) ? FlowFormat.Default : FlowFormat.Configured(format));
        _scanner = new RecordScanner(_cutter.Format, _cutter.Columns);
    }

    /// <summary>What the text's lines are called where one is rejected: "event" where they came from CloudWatch Logs.</summary>
    public string Unit { get; init; } = "line";

    /// <summary>What became of the lines so far.</summary>
    public ParseReport Report { get; } = new();

    /// <summary>Takes the next block of text, cut anywhere.</summary>
    /// <exception cref="FlowFormatException">A header names a field twice, or lacks one that no flow can do without: the object is refused.</exception>
    /// <exception cref="InvalidOperationException">After <see cref="Complete"/>.</exception>
    public void Write(ReadOnlySpan<byte> block)
    {
        if (_completed) throw new InvalidOperationException("the text was said to be at its end");
        if (_carry.IsOpen)
        {
            var feed = block.IndexOf((byte)'\n');
            _carry.Add(feed < 0 ? block : block[..(feed + 1)]);
            if (feed < 0) return;
            block = block[(feed + 1)..];
            EndCarriedLine();
        }

        // Whole lines are read where they are; only what is left over is copied.
        var last = block.LastIndexOf((byte)'\n');
        if (last >= 0) ReadLines(block[..(last + 1)]);
        _carry.Add(block[(last + 1)..]);
    }

    /// <summary>Says that the text is at its end: a last line without line feed is read, and the last batches become ready.</summary>
    /// <exception cref="FlowFormatException">As <see cref="Write"/>.</exception>
    public void Complete()
    {
        if (_completed) return;
        if (_carry.IsOpen)
        {
            _carry.Add("\n"u8);
            EndCarriedLine();
        }

        _cutter.Cut();
        _completed = true;
    }

    /// <summary>Says that the text ends at a fault of what carries it: whole lines count, the beginning of a further one does not.</summary>
    public void Abandon()
    {
        if (_completed) return;
        _carry.Clear();
        _cutter.Cut();
        _completed = true;
    }

    /// <summary>
    /// From the next line on the text's own envelope names this account (null: none), which then holds as one that the path names. A batch is of one account.
    /// </summary>
    public void UseAccount(string? account) => _cutter.Use(account);

    /// <summary>Takes the next batch, cut as docs/architecture.md says: content alone decides where.</summary>
    public bool TryTake([NotNullWhen(true)] out FlowBatch? batch) => _cutter.TryTake(out batch);

    private void EndCarriedLine()
    {
        if (_carry.IsTooLong)
        {
            _line++;
            RejectTooLong();
        }
        else
        {
            ReadLines(_carry.Bytes);
        }

        _carry.Clear();
    }

    private void ReadLines(ReadOnlySpan<byte> text)
    {
        var position = 0;
        while (position < text.Length)
        {
            var lines = _scanner.Read(text, position, _cutter.RoomForRecords, _cutter.RoomForText);
            var read = _scanner.Position - position;
            position = _scanner.Position;
            _line += lines;
            Report.Lines += lines;
            Report.Flows += lines;
            // A batch that is full was cut: the scanner goes on. Else the line where it stopped is for the slow way.
            if (lines > 0 && _cutter.Took(read)) continue;
            if (position == text.Length) return;
            var length = text[position..].IndexOf((byte)'\n');
            ReadLine(text.Slice(position, length));
            position += length + 1;
        }
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        _line++;
        var length = line.Length;
        if (length > MaxLineBytes)
        {
            RejectTooLong();
            return;
        }

        if (line.EndsWith("\r"u8)) line = line[..^1];
        // Some editors put a byte order mark before the header.
        if (_line == 1 && line.StartsWith("\uFEFF"u8)) line = line[3..];
        var count = Split(line);
        if (count == 0) return;
        Report.Lines++;
        var fields = _fields.AsSpan(0, Math.Min(count, _fields.Length));
        if (FlowFormat.IsHeader(line, fields))
        {
            ReadHeader(line, fields);
            return;
        }

        // CloudWatch's export to S3 puts a time before each record.
        var before = count == _cutter.Format.Names.Length + 1 && IsoTime.Is(line[fields[0]]) ? 1 : 0;
        _scanner.ExpectsTime = before > 0;
        fields = fields[before..];
        count -= before;
        switch (RecordJudge.Read(_cutter.Format, line, fields, count, _cutter.Columns, out var fault))
        {
            case RecordJudge.Verdict.Flow:
                _cutter.Columns.Commit(1);
                Report.Flows++;
                _cutter.Took(length + 1);
                break;
            case RecordJudge.Verdict.NoData:
                Report.NoData++;
                break;
            case RecordJudge.Verdict.SkipData:
                Report.SkipData++;
                break;
            default:
                RecordJudge.Reject(Report, _cutter.Format, line, fields, count, fault, (Unit, _line), before);
                break;
        }
    }

    private void ReadHeader(ReadOnlySpan<byte> line, ReadOnlySpan<Range> fields)
    {
        Report.Headers++;
        var format = FlowFormat.FromHeader(line, fields, _line);
        // A repeated header is the usual case, and keeps the batch; other columns are other batches.
        if (format.Names.AsSpan().SequenceEqual(_cutter.Format.Names)) return;
        _cutter.Use(format);
        _scanner = new RecordScanner(format, _cutter.Columns);
    }

    /// <summary>Splits a line at runs of blanks; returns the number of fields, of which only as many are kept as a format can have, and one.</summary>
    private int Split(ReadOnlySpan<byte> line)
    {
        var count = 0;
        var position = 0;
        while (position < line.Length)
        {
            if (line[position] == ' ')
            {
                position++;
                continue;
            }

            var end = line[position..].IndexOf((byte)' ');
            end = end < 0 ? line.Length : position + end;
            if (count < _fields.Length) _fields[count] = position..end;
            count++;
            position = end;
        }

        return count;
    }

    private void RejectTooLong()
    {
        Report.Lines++;
        Report.Reject(RejectReason.Length);
        if (Report.WantsSample) Report.AddSample(new RejectedRecord(_line, 0, "", $"the {Unit} is longer than {MaxLineBytes} bytes") { Unit = Unit });
    }
}
