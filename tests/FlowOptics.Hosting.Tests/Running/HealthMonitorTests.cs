using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Tests.Running;

public sealed class HealthMonitorTests
{
    [Fact]
    public async Task Health_is_asked_for_often_until_it_is_good_then_every_thirty_seconds_and_often_again_when_it_is_bad()
    {
        var asked = 0;
        var time = new HurriedTime();
        var builder = TestApp.NewBuilder();
        // Healthy at the 50th time, when the first ten seconds are long over; bad again after that.
        builder.Services.AddHealthChecks().AddCheck("gate", () => ++asked is 50 or 51 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
        var shell = TestApp.AddShell(builder, "shell", "").WithHealthCheck("gate");
        await using var app = builder.Build();
        using var stop = new CancellationTokenSource();
        time.Elapsed += waits => { if (waits == 53) stop.Cancel(); };

        var monitor = new HealthMonitor(app.Services.GetRequiredService<HealthCheckService>(), app.ResourceNotifications, time);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => monitor.WatchAsync(shell.Resource, "shell", stop.Token));

        var seconds = time.Waits.Select(wait => wait.TotalSeconds).ToArray();
        Assert.All(seconds[..40], wait => Assert.Equal(0.25, wait));
        Assert.All(seconds[40..49], wait => Assert.Equal(1, wait));
        Assert.Equal([30, 30, 1], seconds[49..52]);
    }

    /// <summary>A clock on which every wait is over at once, and has taken its time.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        private TimeSpan _now;

        public event Action<int>? Elapsed;

        public List<TimeSpan> Waits { get; } = [];

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.Zero)
            {
                Waits.Add(dueTime);
                _now += dueTime;
                Elapsed?.Invoke(Waits.Count);
            }

            return base.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
