namespace FlowOptics.Geo.Tests;

/// <summary>Time in which every wait is fifty times as short.</summary>
internal sealed class ScaledTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 50 : dueTime, period);
}
