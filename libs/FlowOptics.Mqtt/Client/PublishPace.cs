namespace FlowOptics.Mqtt.Client;

/// <summary>
/// Keeps publishes within a rate: each takes its time from an account that fills evenly and never holds more than a tenth of a second's worth, so that no second, wherever it is taken to begin,
/// sees more than the rate and a tenth. Who comes when it is overdrawn waits in turn.
/// </summary>
internal sealed class PublishPace(MqttRate rate, TimeProvider time)
{
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(0.1);

    private readonly Lock _gate = new();
    private readonly long _began = time.GetTimestamp();
    private TimeSpan _messagesPaid;
    private TimeSpan _bytesPaid;

    /// <summary>Completes when so many bytes may be published.</summary>
    public ValueTask WaitAsync(int bytes, CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var now = time.GetElapsedTime(_began);
            wait = Take(ref _messagesPaid, TimeSpan.FromSeconds(1.0 / rate.Messages), now);
            var bytesWait = Take(ref _bytesPaid, TimeSpan.FromSeconds((double)bytes / rate.Bytes), now);
            if (bytesWait > wait) wait = bytesWait;
        }

        return wait <= TimeSpan.Zero ? ValueTask.CompletedTask : new(Task.Delay(wait, time, cancellationToken));
    }

    /// <param name="paid">Until when all that was taken has been paid for.</param>
    /// <returns>For how long this one has to wait: until what was taken before it is paid for, but for the burst.</returns>
    private static TimeSpan Take(ref TimeSpan paid, TimeSpan cost, TimeSpan now)
    {
        if (paid < now) paid = now;
        var wait = paid - now - Burst;
        paid += cost;
        return wait;
    }
}
