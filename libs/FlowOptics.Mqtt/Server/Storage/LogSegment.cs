namespace FlowOptics.Mqtt.Server.Storage;

/// <summary>One file of the message log.</summary>
internal sealed class LogSegment(long number, RecordFile file)
{
    public long Number { get; } = number;

    public RecordFile File { get; } = file;

    /// <summary>How many of its messages somebody waits for.</summary>
    public int Live { get; set; }

    /// <summary>In the order they were written; those that are done, too.</summary>
    public List<LoggedMessage> Messages { get; } = [];
}
