using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlowOptics.AppHost;

/// <summary>What someone sees who starts the product: where things are, who became healthy and when, what failed, and the page's address.</summary>
internal sealed class StartReport(ProductOptions options, ResourceNotificationService notifications)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _healthy = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stopping = new(StringComparer.Ordinal);
    private bool _complete;

    public void Begin()
    {
        Console.WriteLine($"""
            FlowOptics
              data       {options.Data}
              logs       {Logs()}
              dashboard  {options.DashboardLink}

            """);
    }

    /// <summary>Tells milestones until it is cancelled.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var change in notifications.WatchAsync(cancellationToken)) Tell(change);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine("Stopping …");
        }
    }

    private void Tell(ResourceEvent change)
    {
        if (change.Resource is not ProjectResource) return;
        var name = change.ResourceId;
        var snapshot = change.Snapshot;
        _known.Add(name);
        if (snapshot.State?.Text == KnownResourceStates.Stopping) _stopping.Add(name);
        if (snapshot.HealthStatus == HealthStatus.Healthy)
        {
            if (!_healthy.Add(name)) return;
            Write(name, $"healthy after {Seconds()} s");
            if (name == "web") Console.WriteLine($"\nThe page is at {options.PageUrl}\n");
            if (_complete || _healthy.Count < _known.Count) return;
            _complete = true;
            Console.WriteLine($"\nAll is healthy after {Seconds()} s: {options.PageUrl}\nCtrl+C stops it. Logs are on the dashboard; --verbose shows them here.\n");
        }
        else if (snapshot.HealthStatus == HealthStatus.Unhealthy && _healthy.Contains(name) && snapshot.HealthReports.Any(report => report.Status is not null))
        {
            _healthy.Remove(name);
            Write(name, $"is no longer healthy: {snapshot.HealthReports.First(report => report.Status == HealthStatus.Unhealthy).Description}");
        }
        else if (snapshot.State?.Text is { } state && KnownResourceStates.TerminalStates.Contains(state))
        {
            _healthy.Remove(name);
            if (_stopping.Remove(name)) Write(name, "stopped");
            else Write(name, snapshot.ExitCode is { } code ? $"ended with exit code {code}; the dashboard can start it again" : "could not be started; its console on the dashboard says why");
        }
    }

    private string Logs()
    {
        if (options.Logs is { } logs) return logs + " (read only)";
        var place = options.HasStandIn ? $"{options.Bucket} at {options.CloudUrl}" : options.Bucket;
        return options.Demo ? $"the demo's, in {place}: real access attempts and a simulated network, live" : place;
    }

    private static void Write(string name, string text) => Console.WriteLine($"  {name,-10} {text}");

    private string Seconds() => _clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
}
