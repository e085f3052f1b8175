namespace FlowOptics.Mqtt.Server.Limits;

/// <summary>What one connection may publish a second: messages, and bytes. Not thread-safe.</summary>
internal sealed class PublishRate
{
    private readonly TokenBucket _messages;
    private readonly TokenBucket _bytes;

    private PublishRate(EffectiveLimits limits, TimeProvider time)
    {
        _messages = new TokenBucket(limits.PublishesPerSecond, time);
        _bytes = new TokenBucket(limits.BytesPerSecond, time);
    }

    /// <summary>Null: not limited.</summary>
    public static PublishRate? Of(EffectiveLimits limits, TimeProvider time) => limits.PublishesPerSecond > 0 ? new PublishRate(limits, time) : null;

    public bool TryTake(int bytes)
    {
        if (!_messages.Has(1) || !_bytes.Has(bytes)) return false;
        _messages.Take(1);
        _bytes.Take(bytes);
        return true;
    }
}
