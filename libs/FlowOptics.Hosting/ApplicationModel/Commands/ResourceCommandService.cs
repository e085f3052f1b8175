using Aspire.Hosting.Running;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Runs resources' commands.</summary>
public partial class ResourceCommandService
{
    private readonly ResourceRunners _runners;
    private readonly ResourceNotificationService _notifications;
    private readonly SecretMask _secrets;
    private readonly IServiceProvider _services;

    internal ResourceCommandService(ResourceRunners runners, ResourceNotificationService notifications, SecretMask secrets, IServiceProvider services)
    {
        _runners = runners;
        _notifications = notifications;
        _secrets = secrets;
        _services = services;
    }

    /// <summary>Runs a command of one instance.</summary>
    /// <param name="resourceId">The resource's name, with the instance's number where there are several.</param>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default) =>
        _notifications.TryGetCurrentState(resourceId, out var known)
            ? ExecuteAsync(known.Resource, known.ResourceId, commandName, cancellationToken)
            : Task.FromResult(CommandResults.Failure($"There is no resource '{resourceId}'."));

    /// <summary>Runs a command of all of a resource's instances; the first failure is the result.</summary>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        var instances = _runners.All.Where(runner => runner.Resource == resource).Select(runner => runner.Id).DefaultIfEmpty(resource.Name);
        var results = await Task.WhenAll(instances.Select(id => ExecuteAsync(resource, id, commandName, cancellationToken))).ConfigureAwait(false);
        return results.FirstOrDefault(result => !result.Success) ?? results[0];
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(IResource resource, string id, string commandName, CancellationToken cancellationToken)
    {
        if (resource.Annotations.OfType<ResourceCommandAnnotation>().LastOrDefault(command => command.Name == commandName) is not { } command)
            return CommandResults.Failure($"'{commandName}' is no command of resource '{id}'.");
        var logger = _runners.Find(id) is { } runner ? (ILogger)new ConsoleLogger(runner.Log, _secrets) : NullLogger.Instance;
        try
        {
            return await command.ExecuteCommand(new ExecuteCommandContext
            {
                ServiceProvider = _services,
                ResourceName = id,
                CancellationToken = cancellationToken,
                Logger = logger,
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return CommandResults.Canceled();
        }
        catch (Exception error)
        {
            // Whatever a command does wrong is its result, which the dashboard shows.
            var message = $"The command '{commandName}' of resource '{id}' failed: {error.Message}";
            LogFailed(logger, message);
            return CommandResults.Failure(message);
        }
    }

    [LoggerMessage(12002, LogLevel.Error, "{Message}")]
    private static partial void LogFailed(ILogger logger, string message);
}
