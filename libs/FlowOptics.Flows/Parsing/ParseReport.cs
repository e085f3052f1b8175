namespace FlowOptics.Flows;

/// <summary>What became of an object's lines: Lines = Headers + Flows + NoData + SkipData + Rejected (blank lines are not counted).</summary>
public sealed class ParseReport
{
    /// <summary>How many rejected records are kept as examples; the rest is only counted.</summary>
    public const int MaxSamples = 10;

    private readonly List<RejectedRecord> _samples = [];
    private readonly long[] _reasons = new long[Enum.GetValues<RejectReason>().Length];

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

    /// <summary>The part of <see cref="Rejected"/> that had this reason.</summary>
    public long RejectedFor(RejectReason reason) => _reasons[(int)reason];

    /// <summary>Whether the next rejected record is to be described: words cost more than reading a record does.</summary>
    internal bool WantsSample => _samples.Count < MaxSamples;

    internal void Reject(RejectReason reason)
    {
        Rejected++;
        _reasons[(int)reason]++;
    }

    internal void AddSample(RejectedRecord record) => _samples.Add(record);
}
