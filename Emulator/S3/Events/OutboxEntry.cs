namespace FlowOptics.Emulator.S3.Events;

/// <summary>An event that is to be sent if the write that it tells of is committed.</summary>
/// <param name="Sequencer">The write's.</param>
internal sealed record OutboxEntry(string Bucket, string Key, string Sequencer, bool IsRemoval, string QueueArn, string Message);
