using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Running;

/// <summary>Start, Stop and Restart, which every resource has that runs.</summary>
internal static class DefaultCommands
{
    // As long as services give themselves (ServiceDefaults), and a moment to say that it was not enough.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(11);

    public static void Add(IEnumerable<IResource> resources)
    {
        foreach (var resource in resources.Where(ResourceRunners.IsRun))
        {
            Add(resource, KnownResourceCommands.StartCommand, "Start", "Play", CanStart, runner => runner.StartAsync());
            Add(resource, KnownResourceCommands.StopCommand, "Stop", "Stop", CanStop, runner => runner.StopAsync(StopPatience));
            Add(resource, KnownResourceCommands.RestartCommand, "Restart", "ArrowCounterclockwise", CanRestart, async runner =>
            {
                await runner.StopAsync(StopPatience).ConfigureAwait(false);
                await runner.StartAsync().ConfigureAwait(false);
            });
        }
    }

    // Program.cs may have put a command of its own in the place of one of these.
    private static void Add(IResource resource, string name, string text, string icon, Func<string?, bool> isPossible, Func<ResourceRunner, Task> run)
    {
        if (resource.Annotations.OfType<ResourceCommandAnnotation>().Any(known => known.Name == name)) return;
        resource.Annotations.Add(new ResourceCommandAnnotation(name, text, ExecuteAsync, new CommandOptions
        {
            IconName = icon,
            IconVariant = IconVariant.Filled,
            IsHighlighted = true,
            UpdateState = context => isPossible(context.ResourceSnapshot.State?.Text) ? ResourceCommandState.Enabled
                : name == KnownResourceCommands.RestartCommand ? ResourceCommandState.Disabled : ResourceCommandState.Hidden,
        }));

        async Task<ExecuteCommandResult> ExecuteAsync(ExecuteCommandContext context)
        {
            await run(context.ServiceProvider.GetRequiredService<ResourceRunners>().Find(context.ResourceName)!).ConfigureAwait(false);
            return CommandResults.Success();
        }
    }

    // Who waits for others can be started all the same.
    private static bool CanStart(string? state) =>
        state is null || state == KnownResourceStates.NotStarted || state == KnownResourceStates.Waiting || KnownResourceStates.TerminalStates.Contains(state);

    private static bool CanStop(string? state) =>
        state == KnownResourceStates.Running || state == KnownResourceStates.Starting || state == KnownResourceStates.Waiting || state == KnownResourceStates.Stopping;

    private static bool CanRestart(string? state) => state == KnownResourceStates.Running;
}
