using System.Buffers.Text;
using System.Text;
using FlowOptics.Flows;

namespace FlowOptics.Ingestor.Sources.Firehose;

/// <summary>
/// Sorts records by account and day, as AWS's layout of the bucket does: the account is the log group's owner where there is one, else what the record's account-id says, else the
/// Firehose stream's; the day is that of its start. What is no record goes with the one before it, and is counted as rejected when its object is read.
/// </summary>
internal sealed class RecordSorter : IDisposable
{
    /// <summary>More than a request of some minutes can hold; each has a file and a compressor.</summary>
    internal const int MostDrafts = 64;

    // The year 9999's end: there are no days after it.
    private const long LastSecond = 253_402_300_799;

    private readonly string _folder;
    private readonly byte[] _header;
    private readonly int _accountField;
    private readonly int _startField;
    private readonly string _streamAccount;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<(string Account, long Day), ObjectDraft> _drafts = [];
    private readonly MemoryStream _cutLine = new();
    private string? _owner;
    private ObjectDraft? _last;

    /// <param name="format">Of the records: <c>FlowOptics:Format</c>.</param>
    public RecordSorter(string folder, string? format, string streamAccount, DateTimeOffset now)
    {
        var names = FlowLogFormat.NamesOf(format);
        (_folder, _streamAccount, _now) = (folder, streamAccount, now);
        _header = Encoding.UTF8.GetBytes(string.Join(' ', names));
        _accountField = names.ToList().IndexOf("account-id");
        _startField = names.ToList().IndexOf("start");
    }

    public IReadOnlyCollection<ObjectDraft> Drafts => _drafts.Values;

    public long Lines { get; private set; }

    /// <param name="block">Lines in order; the last one may be cut, and goes on in the next block, which then has the same owner.</param>
    /// <exception cref="TooManyDraftsException">Of more accounts and days than a request can sensibly have.</exception>
    public void Add(ReadOnlySpan<byte> block, string? owner)
    {
        _owner = owner;
        if (_cutLine.Length > 0)
        {
            var end = block.IndexOf((byte)'\n');
            _cutLine.Write(end < 0 ? block : block[..(end + 1)]);
            if (end < 0) return;
            AddLines(_cutLine.GetBuffer().AsSpan(0, (int)_cutLine.Length));
            _cutLine.SetLength(0);
            block = block[(end + 1)..];
        }

        var whole = block.LastIndexOf((byte)'\n') + 1;
        AddLines(block[..whole]);
        _cutLine.Write(block[whole..]);
    }

    /// <summary>No more lines.</summary>
    public void Complete()
    {
        if (_cutLine.Length > 0) Add("\n"u8, _owner);
        foreach (var draft in _drafts.Values) draft.Complete();
    }

    public void Dispose()
    {
        foreach (var draft in _drafts.Values) draft.Dispose();
        _cutLine.Dispose();
    }

    /// <summary>Whole lines; neighbours of one object are written at once.</summary>
    private void AddLines(ReadOnlySpan<byte> lines)
    {
        var (from, to) = (0, 0);
        while (to < lines.Length)
        {
            var line = lines[to..];
            line = line[..line.IndexOf((byte)'\n')];
            var before = _last;
            _last = DraftOf(line);
            if (before is not null && before != _last && to > from)
            {
                before.Write(lines[from..to]);
                from = to;
            }

            to += line.Length + 1;
            Lines++;
        }

        if (to > from) _last!.Write(lines[from..to]);
    }

    private ObjectDraft DraftOf(ReadOnlySpan<byte> line)
    {
        var start = Start(Field(line, _startField));
        if (start is null && _last is not null) return _last;
        var first = start is { } second ? DateTimeOffset.FromUnixTimeSeconds(second) : _now;
        var account = _owner ?? Account(Field(line, _accountField)) ?? _streamAccount;
        var key = (account, first.ToUnixTimeSeconds() / 86_400);
        if (_drafts.TryGetValue(key, out var draft)) return draft;
        if (_drafts.Count == MostDrafts) throw new TooManyDraftsException();
        return _drafts[key] = new ObjectDraft(_folder, account, first, _header);
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> line, int index)
    {
        if (index < 0) return default;
        for (; index > 0; index--)
        {
            var blank = line.IndexOf((byte)' ');
            if (blank < 0) return default;
            line = line[(blank + 1)..];
        }

        var end = line.IndexOfAny((byte)' ', (byte)'\r');
        return end < 0 ? line : line[..end];
    }

    private static long? Start(ReadOnlySpan<byte> field)
    {
        if (!Utf8Parser.TryParse(field, out long start, out var used) || used != field.Length || start < 0) return null;
        // Some sources write milliseconds.
        if (start > int.MaxValue) start /= 1000;
        return start <= LastSecond ? start : null;
    }

    private static string? Account(ReadOnlySpan<byte> field) =>
        field.Length == 12 && field.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0 ? Encoding.ASCII.GetString(field) : null;
}
