using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Running;

/// <summary>Runs a resource's health checks: often until it is healthy, then every 30 s, so that an idle application stays idle.</summary>
internal sealed class HealthMonitor(HealthCheckService checks, ResourceNotificationService notifications, TimeProvider time)
{
    // In its first seconds a process is asked four times a second: those who wait for it wait that much less.
    private static readonly TimeSpan StartingInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan UnhealthyInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HealthyInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StartingTime = TimeSpan.FromSeconds(10);

    /// <summary>The checks as they stand before the first answer.</summary>
    public static ImmutableArray<HealthReportSnapshot> Unknown(IResource resource) =>
        [.. Keys(resource).Select(key => new HealthReportSnapshot(key, Status: null, Description: null, ExceptionText: null))];

    /// <summary>Goes on until it is cancelled: when the process has ended.</summary>
    /// <exception cref="OperationCanceledException">That is how it ends, where there is anything to check.</exception>
    public async Task WatchAsync(IResource resource, string id, CancellationToken cancellationToken)
    {
        var keys = Keys(resource).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (keys.Count == 0) return;
        var started = time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var report = await checks.CheckHealthAsync(registration => keys.Contains(registration.Name), cancellationToken).ConfigureAwait(false);
            await PublishAsync(resource, id, report).ConfigureAwait(false);
            var interval = report.Status == HealthStatus.Healthy ? HealthyInterval
                : time.GetElapsedTime(started) < StartingTime ? StartingInterval : UnhealthyInterval;
            await Task.Delay(interval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static IEnumerable<string> Keys(IResource resource) => resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key);

    private Task PublishAsync(IResource resource, string id, HealthReport report) => notifications.PublishUpdateAsync(resource, id, snapshot =>
    {
        if (snapshot.State?.Text != KnownResourceStates.Running) return snapshot;
        var reports = report.Entries.Select(entry =>
        {
            var before = snapshot.HealthReports.FirstOrDefault(known => known.Name == entry.Key);
            // The same answer again is no change.
            return before?.Status == entry.Value.Status && before.Description == entry.Value.Description
                ? before
                : new HealthReportSnapshot(entry.Key, entry.Value.Status, entry.Value.Description, entry.Value.Exception?.ToString())
                {
                    LastRunAt = time.GetUtcNow().UtcDateTime,
                };
        }).ToImmutableArray();
        return reports.SequenceEqual(snapshot.HealthReports) ? snapshot : snapshot with { HealthReports = reports };
    });
}
