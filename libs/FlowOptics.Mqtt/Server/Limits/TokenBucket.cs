namespace FlowOptics.Mqtt.Server.Limits;

/// <summary>A rate: holds a second's worth, and fills evenly. Not thread-safe.</summary>
internal sealed class TokenBucket(int perSecond, TimeProvider time)
{
    private double _tokens = perSecond;
    private long _filled = time.GetTimestamp();

    /// <summary>Are there this many? Asks only.</summary>
    public bool Has(int tokens)
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(perSecond, _tokens + (time.GetElapsedTime(_filled, now).TotalSeconds * perSecond));
        _filled = now;
        return _tokens >= tokens;
    }

    public void Take(int tokens) => _tokens -= tokens;
}
