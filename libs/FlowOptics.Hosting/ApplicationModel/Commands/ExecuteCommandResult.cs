namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command ended.</summary>
public sealed class ExecuteCommandResult
{
    public required bool Success { get; init; }

    /// <summary>Neither done nor failed: somebody broke it off.</summary>
    public bool Canceled { get; init; }

    public string? Message { get; init; }
}
