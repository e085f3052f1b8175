namespace FlowOptics.Ingestor.Sources.Sqs;

/// <summary>An object was created.</summary>
/// <param name="Key">Decoded.</param>
/// <param name="ETag">Without quotes; empty where the event has none.</param>
/// <param name="Sequencer">Hexadecimal digits: the later event of a key has the greater ones. Empty where the event has none.</param>
internal sealed record S3ObjectEvent(string Bucket, string Key, long Size, string ETag, string Sequencer, DateTimeOffset Time)
{
    /// <summary>Whether what this event tells of was there no later than what the other does.</summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html: the shorter one is to be filled with zeros on its right.</remarks>
    public bool IsNoLaterThan(S3ObjectEvent other)
    {
        if (Sequencer.Length == 0 || other.Sequencer.Length == 0) return false;
        var width = Math.Max(Sequencer.Length, other.Sequencer.Length);
        return string.CompareOrdinal(Sequencer.ToUpperInvariant().PadRight(width, '0'), other.Sequencer.ToUpperInvariant().PadRight(width, '0')) <= 0;
    }
}
