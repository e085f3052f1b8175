using System.Globalization;
using FlowOptics.Mqtt.Packets;

namespace FlowOptics.Mqtt.Server.Storage;

/// <summary>
/// The messages at QoS 1 and 2 that durable sessions wait for, in segments. Segments are deleted from the oldest on, when nobody waits for any of their
/// messages (an acknowledgement may stand in a later segment than its message, never in an earlier one). Where a few messages keep much that is
/// done, they are written again at the end: so the log's size follows from what is waiting, not from what has passed. Not thread-safe.
/// </summary>
internal sealed class MessageLog : IDisposable
{
    public const long SegmentBytes = 16L * 1024 * 1024;

    /// <summary>The log may be this many times as large as what is waiting, and four segments more, before the oldest messages are moved.</summary>
    private const int WasteFactor = 2;

    private readonly string _folder;
    private readonly Queue<LogSegment> _segments = new();
    private readonly long _segmentBytes;
    private readonly bool _sync;
    private LogSegment _active;
    private long _lastId;
    private long _liveBytes;
    private long _totalBytes;

    private readonly Dictionary<long, MessageOrigin> _origins = [];

    public MessageLog(string folder, out List<LoggedMessage> waiting, Action<string, long> torn, long segmentBytes = SegmentBytes, bool sync = false)
    {
        _sync = sync;
        _folder = folder;
        _segmentBytes = segmentBytes;
        var loaded = new SortedDictionary<long, LoggedMessage>();
        var last = 0L;
        foreach (var (number, path) in Files(folder))
        {
            var read = new List<LoggedMessage>();
            var file = RecordFile.Open(path, body => Apply(body, loaded, read), out var cut);
            if (cut > 0) torn(path, cut);
            var segment = new LogSegment(number, file);
            foreach (var message in read) message.Segment = segment;
            segment.Messages.AddRange(read);
            _segments.Enqueue(segment);
            _totalBytes += file.Length;
            last = number;
        }

        _active = NewSegment(last + 1);
        waiting = [.. loaded.Values.Where(m => !m.IsDone)];
        foreach (var message in waiting)
        {
            message.Segment.Live++;
            _liveBytes += message.Message!.Cost;
        }

        DeleteFinished();
    }

    public bool HasPending => _active.File.HasPending;

    /// <summary>The number of the last message.</summary>
    public long LastId => _lastId;

    /// <summary>Of the messages that were read, who published them at QoS 2, by number.</summary>
    public IReadOnlyDictionary<long, MessageOrigin> Origins => _origins;

    public long TotalBytes => _totalBytes + _active.File.Length;

    /// <summary>The files that hold what may not be on the disk yet.</summary>
    public IEnumerable<RecordFile> Unsynced => _segments.Append(_active).Select(s => s.File).Where(f => f.IsUnsynced);

    /// <summary>Appends a new message for all who wait for it, in one record.</summary>
    public void Append(StoredMessage message, Receiver[] receivers)
    {
        var logged = new LoggedMessage(++_lastId, message, _active) { Receivers = receivers };
        message.Logged = logged;
        _liveBytes += message.Cost;
        Write(logged);
    }

    public void Append(StoredMessage message, in Receiver receiver)
    {
        if (message.Logged is { IsDone: false } known)
        {
            known.Add(receiver);
            var also = _active.File.Begin(out var alsoStart);
            MessageRecords.WriteAlso(also, known.Id, receiver);
            _active.File.End(alsoStart);
            return;
        }

        Append(message, [receiver]);
    }

    public void Sent(StoredMessage message, uint session, ushort packetId)
    {
        if (message.Logged is not { } logged || !logged.Sent(session, packetId)) return;
        var output = _active.File.Begin(out var start);
        MessageRecords.WriteSent(output, logged.Id, session, packetId);
        _active.File.End(start);
    }

    public void Acknowledge(StoredMessage message, uint session, ushort packetId)
    {
        if (message.Logged is not { } logged || !logged.Remove(session, packetId)) return;
        var output = _active.File.Begin(out var start);
        MessageRecords.WriteAcknowledged(output, logged.Id, session, packetId);
        _active.File.End(start);
        if (!logged.IsDone) return;
        _liveBytes -= message.Cost;
        logged.Segment.Live--;
    }

    /// <exception cref="StorageException">It could not be written; it stays pending.</exception>
    public void Flush()
    {
        _active.File.Flush();
        if (_active.File.Length < _segmentBytes) return;
        _totalBytes += _active.File.Length;
        _segments.Enqueue(_active);
        _active = NewSegment(_active.Number + 1);
        DeleteFinished();
        while (_segments.Count > 4 && TotalBytes > (_liveBytes * WasteFactor) + (4 * _segmentBytes)) MoveOldest();
    }

    public void Dispose()
    {
        foreach (var segment in _segments) segment.File.Dispose();
        _active.File.Dispose();
    }

    private static IEnumerable<(long Number, string Path)> Files(string folder) =>
        Directory.EnumerateFiles(folder, "messages-*.log")
            .Select(path => (long.Parse(Path.GetFileNameWithoutExtension(path)["messages-".Length..], CultureInfo.InvariantCulture), path))
            .OrderBy(file => file.Item1);

    private LogSegment NewSegment(long number) =>
        new(number, RecordFile.Create(Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"messages-{number:D10}.log"))));

    private void Write(LoggedMessage logged)
    {
        logged.Segment = _active;
        _active.Live++;
        _active.Messages.Add(logged);
        var output = _active.File.Begin(out var start);
        MessageRecords.WriteMessage(output, logged);
        _active.File.End(start);
    }

    private void DeleteFinished()
    {
        while (_segments.TryPeek(out var oldest) && oldest.Live == 0)
        {
            _segments.Dequeue();
            _totalBytes -= oldest.File.Length;
            oldest.File.Delete();
        }
    }

    private void MoveOldest()
    {
        var oldest = _segments.Peek();
        foreach (var logged in oldest.Messages)
        {
            if (logged.IsDone || logged.Segment != oldest) continue;
            oldest.Live--;
            Write(logged);
        }

        // Written before the first copy goes.
        _active.File.Flush();
        if (_sync) _active.File.Sync();
        DeleteFinished();
    }

    private void Apply(ReadOnlySpan<byte> body, SortedDictionary<long, LoggedMessage> loaded, List<LoggedMessage> read)
    {
        var reader = new PacketReader(body);
        var kind = reader.ReadByte();
        var id = MessageRecords.ReadInt64(ref reader);
        _lastId = Math.Max(_lastId, id);
        if (kind == MessageRecords.Message)
        {
            var receivers = new Receiver[reader.ReadUInt16()];
            for (var i = 0; i < receivers.Length; i++) receivers[i] = MessageRecords.ReadReceiver(ref reader);
            var message = MessageRecords.Read(ref reader);
            var logged = new LoggedMessage(id, message, null!) { Receivers = receivers };
            message.Logged = logged;
            if (message.Origin is { } origin) _origins[id] = origin;
            if (loaded.TryGetValue(id, out var moved)) moved.Supersede();
            loaded[id] = logged;
            read.Add(logged);
        }
        else if (loaded.TryGetValue(id, out var logged))
        {
            if (kind == MessageRecords.Also) logged.Add(MessageRecords.ReadReceiver(ref reader));
            else if (kind == MessageRecords.Sent) logged.Sent(reader.ReadUInt32(), reader.ReadUInt16());
            else if (logged.Remove(reader.ReadUInt32(), reader.Remaining > 0 ? reader.ReadUInt16() : (ushort)0) && logged.IsDone) loaded.Remove(id);
        }
    }
}
