namespace FlowOptics.Mqtt.Tests.Hostile;

/// <summary>A clock that a test moves; timers go on by the real one.</summary>
internal sealed class TickingTime : TimeProvider
{
    private long _ahead;

    public override long GetTimestamp() => System.GetTimestamp() + (long)(Volatile.Read(ref _ahead) * (System.TimestampFrequency / (double)TimeSpan.TicksPerSecond));

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Volatile.Read(ref _ahead));

    public void Pass(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);
}
