using FlowOptics.Flows;
using FlowOptics.GraphApi.Live;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Findings;

/// <summary>The last way through the window: the sums of what each draft's condition says.</summary>
internal sealed class LiveEvidence : ILiveVisitor
{
    private readonly FindingDraft[] _drafts;

    // Most conditions name their sources: an entry is compared with those of its own, and with the few others.
    private readonly Dictionary<Address, List<int>> _ofSource = [];
    private readonly List<int> _others = [];
    private readonly LiveEndNames _names = new();
    private readonly (Traffic Traffic, long First, long Last)[] _sums;
    private LiveBucket? _bucket;

    public LiveEvidence(IReadOnlyList<FindingDraft> drafts)
    {
        _drafts = [.. drafts];
        _sums = new (Traffic, long, long)[_drafts.Length];
        for (var i = 0; i < _drafts.Length; i++)
        {
            (_sums[i].First, _sums[i].Last) = (long.MaxValue, long.MinValue);
            var sources = _drafts[i].Condition!.Sources;
            if (sources.Count == 0) _others.Add(i);
            foreach (var source in sources)
            {
                if (!_ofSource.TryGetValue(source, out var list)) _ofSource.Add(source, list = []);
                list.Add(i);
            }
        }
    }

    /// <summary>In the order of the drafts.</summary>
    public IReadOnlyList<FindingCounts> Counts => [.. _sums.Select(sum => sum.Traffic.Flows == 0 ? default : new FindingCounts(sum.Traffic, sum.First, sum.Last))];

    public void Enter(LiveBucket bucket)
    {
        _bucket = bucket;
        _names.Enter(bucket);
    }

    public void Visit(in LiveEntry entry, in LiveEnds ends, int label)
    {
        if (_ofSource.TryGetValue(ends.Src, out var own))
        {
            foreach (var i in own) AddWhereMatching(i, entry, ends, label);
        }

        foreach (var i in _others) AddWhereMatching(i, entry, ends, label);
    }

    private void AddWhereMatching(int i, in LiveEntry entry, in LiveEnds ends, int label)
    {
        var draft = _drafts[i];
        var (account, region) = _bucket!.Scopes[entry.Scope];
        if (account != draft.Account || (draft.Region is not null && region != draft.Region) || !IsMatch(draft.Condition!, entry, ends, label)) return;
        ref var sum = ref _sums[i];
        sum.Traffic += new Traffic(entry.Flows, entry.Packets, entry.Bytes);
        (sum.First, sum.Last) = (Math.Min(sum.First, entry.First), Math.Max(sum.Last, entry.Last));
    }

    private bool IsMatch(FindingCondition condition, in LiveEntry entry, in LiveEnds ends, int label)
    {
        if (condition.ExceptSources.Contains(ends.Src)) return false;
        if (condition.Targets.Count > 0 && !condition.Targets.Contains(ends.Dst)) return false;
        if (condition.Labels.Count > 0 && !condition.Labels.Contains(label)) return false;
        if (condition.TargetPort is { } port && entry.DstPort != port) return false;
        if (condition.Rejected is { } rejected && rejected != (entry.Action == FlowAction.Reject)) return false;
        if (condition.Directions.Count > 0 && !condition.Directions.Contains(AddressKinds.DirectionOf(AddressKinds.KindOf(ends.Src), AddressKinds.KindOf(ends.Dst)))) return false;
        if (condition.Country is { } country && _names.CountryOf(entry.SrcPlace) != country && _names.CountryOf(entry.DstPlace) != country) return false;
        return condition.Asn is not { } asn || _names.NetworkOf(entry.SrcNetwork).Asn == asn || _names.NetworkOf(entry.DstNetwork).Asn == asn;
    }
}
