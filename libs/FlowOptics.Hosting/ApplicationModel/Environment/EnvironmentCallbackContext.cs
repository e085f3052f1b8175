namespace Aspire.Hosting.ApplicationModel;

public class EnvironmentCallbackContext(
    DistributedApplicationExecutionContext executionContext,
    Dictionary<string, object>? environmentVariables = null,
    CancellationToken cancellationToken = default)
{
    /// <summary>Text, or an <see cref="IValueProvider"/> whose value is taken when the process starts.</summary>
    public Dictionary<string, object> EnvironmentVariables { get; } = environmentVariables ?? new(StringComparer.Ordinal);

    public CancellationToken CancellationToken { get; } = cancellationToken;

    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;
}
