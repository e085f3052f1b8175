using System.Text.Json.Nodes;
using FlowOptics.Emulator.Sqs;
using FlowOptics.Emulator.Storage;

namespace FlowOptics.Emulator.Firehose;

/// <summary>
/// A delivery stream's records until its endpoint has taken them. Each step is in a journal before it counts: a record when its sender hears that it
/// was taken, a request with its id before it is first sent, and that it was taken. So a killed emulator sends what it was sending again under the
/// same id, as Firehose does after an answer that was lost.
/// </summary>
internal sealed class DeliveryStream : IDisposable
{
    // https://docs.aws.amazon.com/firehose/latest/dev/httpdeliveryrequestresponse.html
    private const int MaxRecords = 10_000;

    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Journal _journal;
    private readonly LinkedList<(byte[] Data, DateTimeOffset Came)> _records = [];
    private readonly CancellationTokenSource _deleted = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _bytes;
    private (string Id, int Count, DateTimeOffset Cut)? _request;

    public DeliveryStream(string folder, DeliveryStreamSettings settings, TimeProvider time, ILogger logger)
    {
        (_folder, _time, Settings) = (folder, time, settings);
        var (entries, torn) = Journal.Read(JournalFile);
        if (torn > 0) EmulatorLog.TornJournal(logger, settings.Name, torn);
        foreach (var entry in entries) Apply(entry);
        _journal = new Journal(JournalFile);
    }

    public DeliveryStreamSettings Settings { get; }

    public CancellationToken Deleted => _deleted.Token;

    private string JournalFile => Path.Combine(_folder, "records.journal");

    /// <summary>Takes records: all of them, or none.</summary>
    public void Put(params IReadOnlyList<byte[]> records)
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            var entries = records.Select(data => new JsonObject { ["put"] = Convert.ToBase64String(data), ["at"] = now.ToUnixTimeMilliseconds() })
                .ToList();
            _journal.Write(entries);
            entries.ForEach(Apply);
            _changed.TrySetResult();
        }
    }

    /// <summary>The request that is to be sent: the one that was being sent, or a new one where the buffer is full or old enough.</summary>
    public async Task<DeliveryRequest> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            TimeSpan? wait;
            lock (_gate)
            {
                if (_request is null && Due() is { } due)
                {
                    wait = due - _time.GetUtcNow();
                    if (wait <= TimeSpan.Zero) Cut();
                }
                else
                {
                    wait = null;
                }

                if (_request is { } request) return new(request.Id, request.Cut, [.. _records.Take(request.Count).Select(record => record.Data)]);
                if (_changed.Task.IsCompleted) _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
                changed = _changed.Task;
            }

            var time = wait is { } pause ? Task.Delay(pause, _time, cancellationToken) : Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            await Task.WhenAny(changed, time);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The request was taken, or is in the backup bucket.</summary>
    public void Done(string requestId)
    {
        lock (_gate)
        {
            if (_deleted.IsCancellationRequested) return;
            var entry = new JsonObject { ["done"] = requestId };
            _journal.Write([entry]);
            Apply(entry);
            if (_journal.IsDueForCompaction)
                _journal.Compact(_records.Select(record => new JsonObject
                {
                    ["put"] = Convert.ToBase64String(record.Data),
                    ["at"] = record.Came.ToUnixTimeMilliseconds()
                }));
        }
    }

    public void Delete()
    {
        lock (_gate)
        {
            _deleted.Cancel();
            _journal.Dispose();
            Directory.Delete(_folder, recursive: true);
        }
    }

    public void Dispose()
    {
        _journal.Dispose();
        _deleted.Dispose();
    }

    private DateTimeOffset? Due()
    {
        if (_records.First is not { } first) return null;
        return _bytes >= Settings.BufferBytes || _records.Count >= MaxRecords ? DateTimeOffset.MinValue : first.Value.Came + Settings.BufferTime;
    }

    private void Cut()
    {
        // As many as the buffer holds, at least one.
        var (count, bytes) = (0, 0L);
        foreach (var (data, _) in _records)
        {
            if (count == MaxRecords || (count > 0 && bytes + data.Length > Settings.BufferBytes)) break;
            count++;
            bytes += data.Length;
        }

        var entry = new JsonObject { ["cut"] = Guid.NewGuid().ToString(), ["count"] = count, ["at"] = _time.GetUtcNow().ToUnixTimeMilliseconds() };
        _journal.Write([entry]);
        Apply(entry);
    }

    private void Apply(JsonObject entry)
    {
        if (entry["put"] is { } data)
        {
            var record = Convert.FromBase64String(data.GetValue<string>());
            _records.AddLast((record, At(entry)));
            _bytes += record.Length;
        }
        else if (entry["cut"] is { } id)
        {
            _request = (id.GetValue<string>(), entry["count"]!.GetValue<int>(), At(entry));
        }
        else if (_request is { } request && entry["done"]!.GetValue<string>() == request.Id)
        {
            for (var i = 0; i < request.Count; i++)
            {
                _bytes -= _records.First!.Value.Data.Length;
                _records.RemoveFirst();
            }

            _request = null;
        }
    }

    private static DateTimeOffset At(JsonObject entry) => DateTimeOffset.FromUnixTimeMilliseconds(entry["at"]!.GetValue<long>());
}
