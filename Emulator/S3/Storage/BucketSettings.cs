using FlowOptics.Emulator.S3.Events;

namespace FlowOptics.Emulator.S3.Storage;

/// <summary>What is known of a bucket; its folder's <c>bucket.json</c>.</summary>
internal sealed record BucketSettings(string Name, string Region, DateTimeOffset Created, IReadOnlyList<QueueNotification> Notifications)
{
    public const string File = "bucket.json";
}
