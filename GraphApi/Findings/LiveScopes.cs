using FlowOptics.GraphApi.Live;

namespace FlowOptics.GraphApi.Findings;

/// <summary>Numbers accounts and regions alike for all buckets of a scan.</summary>
internal sealed class LiveScopes
{
    private readonly Numbering<(string Account, string Region)> _scopes = new(("", ""));
    private readonly Dictionary<int, int> _numbers = [];
    private LiveBucket? _bucket;

    public (string Account, string Region) this[int number] => _scopes[number];

    public void Enter(LiveBucket bucket)
    {
        _bucket = bucket;
        _numbers.Clear();
    }

    public int NumberOf(int scope)
    {
        if (!_numbers.TryGetValue(scope, out var number)) _numbers.Add(scope, number = _scopes.Of(_bucket!.Scopes[scope]));
        return number;
    }
}
