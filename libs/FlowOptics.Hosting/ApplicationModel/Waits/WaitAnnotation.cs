namespace Aspire.Hosting.ApplicationModel;

/// <summary>Holds a resource back until another is there.</summary>
public class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    public IResource Resource { get; } = resource;

    public WaitType WaitType { get; } = waitType;

    public int ExitCode { get; } = exitCode;

    public WaitBehavior? WaitBehavior { get; set; }
}

public enum WaitType
{
    /// <summary>Running, and healthy where it has health checks.</summary>
    WaitUntilHealthy,
    WaitForCompletion,
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
