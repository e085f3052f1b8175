namespace FlowOptics.Mqtt.Client;

/// <summary>
/// Exponential backoff with full jitter: a random part of a bound that doubles from 100 ms to 5 s, so that the clients of a server that comes back do
/// not all arrive at once.
/// </summary>
internal sealed class ReconnectDelay(Random random)
{
    private const int MaxDoublings = 6;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private int _failures;

    public void Reset() => _failures = 0;

    public TimeSpan Next()
    {
        var bound = First * (1 << Math.Min(_failures++, MaxDoublings));
        if (bound > Longest) bound = Longest;
        return (bound / 4) + (bound * 3 / 4 * random.NextDouble());
    }
}
