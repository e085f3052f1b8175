namespace Aspire.Hosting.ApplicationModel;

/// <summary>Holds a resource back until another is there.</summary>
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    public IResource Resource { get; } = resource;

    public WaitType WaitType { get; } = waitType;

    public int ExitCode { get; } = exitCode;

    /// <summary>Null: the wait outlasts the other's end.</summary>
    public WaitBehavior? WaitBehavior { get; init; }
}

/// <summary>What is waited for.</summary>
public enum WaitType
{
    /// <summary>Running, and healthy where it has health checks.</summary>
    WaitUntilHealthy,

    /// <summary>Ended by itself, with the right exit code.</summary>
    WaitForCompletion,

    /// <summary>Running, whatever its health checks say.</summary>
    WaitUntilStarted,
}

/// <summary>What happens to who waits when the other ends.</summary>
public enum WaitBehavior
{
    /// <summary>It goes on waiting: the other may be started again.</summary>
    WaitOnResourceUnavailable,

    /// <summary>It fails to start.</summary>
    StopOnResourceUnavailable,
}
