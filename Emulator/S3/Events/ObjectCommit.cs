using FlowOptics.Emulator.S3.Storage;

namespace FlowOptics.Emulator.S3.Events;

/// <summary>Writes and deletions with their events.</summary>
internal sealed class ObjectCommit(EventOutbox outbox)
{
    public StoredObject Put(S3Request request, Bucket bucket, StoredObject described, string stagedPath, Action<StoredObject?>? condition,
        string name)
    {
        IReadOnlyList<(string, OutboxEntry)> events = [];
        var stored = bucket.Put(described, stagedPath, condition, committed => events = outbox.Prepare(name, bucket, committed, request.Aws));
        outbox.Send(events);
        return stored;
    }

    public void Delete(S3Request request, Bucket bucket, string key, Action<StoredObject?>? condition)
    {
        IReadOnlyList<(string, OutboxEntry)> events = [];
        bucket.Delete(key, condition, gone => events = outbox.Prepare(S3Event.Delete, bucket, gone, request.Aws));
        outbox.Send(events);
    }
}
