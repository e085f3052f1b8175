using FlowOptics.Emulator.Gateway;
using FlowOptics.Emulator.S3.Storage;
using FlowOptics.Emulator.Sqs;
using FlowOptics.Emulator.Storage;

namespace FlowOptics.Emulator.S3.Events;

/// <summary>
/// Sends events so that a kill loses none: written to a file before the object's write is committed, sent after it, then removed. What is found at
/// the start is sent if its write was committed; an event may so come twice, as AWS's may.
/// </summary>
internal sealed class EventOutbox(EmulatorOptions options, BucketStore buckets, QueueStore queues, TimeProvider time, ILogger<EventOutbox> logger)
{
    private string Folder => Path.Combine(options.Folder, "outbox");

    /// <summary>Writes what is to be sent of a write that is about to be committed.</summary>
    public IReadOnlyList<(string File, OutboxEntry Entry)> Prepare(string name, Bucket bucket, StoredObject stored, AwsRequest request)
    {
        List<(string, OutboxEntry)>? prepared = null;
        foreach (var notification in bucket.Settings.Notifications)
        {
            if (!notification.Wants(name, stored.Key)) continue;
            var message = S3Event.Message(name, notification.Id, bucket, stored, request, time.GetUtcNow());
            var entry = new OutboxEntry(bucket.Name, stored.Key, stored.Sequencer, name == S3Event.Delete, notification.QueueArn, message);
            var file = Path.Combine(Folder, $"{stored.Sequencer}-{Guid.NewGuid():N}.json");
            AtomicFile.WriteJson(file, entry);
            (prepared ??= []).Add((file, entry));
        }

        return prepared ?? [];
    }

    public void Send(IReadOnlyList<(string File, OutboxEntry Entry)> prepared)
    {
        foreach (var (file, entry) in prepared)
        {
            Send(entry);
            File.Delete(file);
        }
    }

    public void SendWhatIsLeft()
    {
        var sent = 0;
        foreach (var file in Directory.CreateDirectory(Folder).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            if (file.Extension == ".json" && AtomicFile.ReadJson<OutboxEntry>(file.FullName) is var entry && IsCommitted(entry))
            {
                Send(entry);
                sent++;
            }

            file.Delete();
        }

        if (sent > 0) EmulatorLog.EventsLeft(logger, sent);
    }

    private bool IsCommitted(OutboxEntry entry)
    {
        var stored = buckets.Find(entry.Bucket)?.Find(entry.Key);
        if (entry.IsRemoval) return stored is null || string.CompareOrdinal(stored.Sequencer, entry.Sequencer) > 0;
        return stored is not null && string.CompareOrdinal(stored.Sequencer, entry.Sequencer) >= 0;
    }

    private void Send(OutboxEntry entry)
    {
        if (queues.FindByArn(entry.QueueArn) is { } queue) queue.Send(entry.Message, null, [], 0);
        else EmulatorLog.NoQueue(logger, entry.Bucket, entry.Key, entry.QueueArn);
    }
}
