namespace FlowOptics.Flows;

/// <summary>What became of an object's lines: Lines = Headers + Flows + NoData + SkipData + Rejected (blank lines are not counted).</summary>
public sealed class ParseReport
{
    /// <summary>How many rejected records are kept as examples; the rest is only counted.</summary>
    public const int MaxSamples = 10;

    private readonly List<RejectedRecord> _samples = [];

    public long Lines { get; internal set; }

    public long Headers { get; internal set; }

    public long Flows { get; internal set; }

    /// <summary>Intervals without traffic.</summary>
    public long NoData { get; internal set; }

    /// <summary>Intervals in which AWS lost records.</summary>
    public long SkipData { get; internal set; }

    public long Rejected { get; internal set; }

    /// <summary>The first rejected records, in order.</summary>
    public IReadOnlyList<RejectedRecord> Samples => _samples;

    internal void Reject(RejectedRecord record)
    {
        Rejected++;
        if (_samples.Count < MaxSamples) _samples.Add(record);
    }
}
