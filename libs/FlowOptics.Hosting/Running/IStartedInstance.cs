namespace Aspire.Hosting.Running;

/// <summary>A process or a container that has been started.</summary>
internal interface IStartedInstance : IDisposable
{
    /// <summary>Null where it is not a process of this machine.</summary>
    int? ProcessId { get; }

    /// <summary>Completes with the exit code when it has ended, nothing is left of it, and all that it wrote has been delivered.</summary>
    Task<int> Exited { get; }

    /// <summary>Asks it to end.</summary>
    void Terminate();

    /// <summary>Ends it, and all that it started, at once.</summary>
    void Kill();
}
