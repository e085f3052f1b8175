namespace FlowOptics.Mqtt.Tests.Conformance;

/// <summary>Time that passes when a test says so.</summary>
internal sealed class ManualTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Start + Passed;

    public override long GetTimestamp() => Passed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_gate) _timers.Add(timer);
        return timer;
    }

    public bool HasTimers
    {
        get
        {
            lock (_gate) return _timers.Count > 0;
        }
    }

    public void Advance(TimeSpan by)
    {
        ManualTimer[] due;
        lock (_gate)
        {
            _passed += by;
            due = [.. _timers.Where(t => t.TryFire(_passed))];
        }

        foreach (var timer in due) timer.Callback();
    }

    private TimeSpan Passed
    {
        get
        {
            lock (_gate) return _passed;
        }
    }

    private sealed class ManualTimer(ManualTime time, Action callback) : ITimer
    {
        private TimeSpan? _due;
        private TimeSpan _period;

        public Action Callback { get; } = callback;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _due = dueTime < TimeSpan.Zero ? null : time.Passed + dueTime;
            _period = period;
            return true;
        }

        public bool TryFire(TimeSpan now)
        {
            if (_due is not { } due || due > now) return false;
            _due = _period > TimeSpan.Zero ? now + _period : null;
            return true;
        }

        public void Dispose()
        {
            lock (time._gate) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
