namespace FlowOptics.AppHost;

/// <summary>The product cannot start; the message is the one sentence that the user reads.</summary>
internal sealed class StartException(string message, int exitCode) : Exception(message)
{
    /// <summary>The command line is wrong.</summary>
    public const int WrongArguments = 2;

    /// <summary>The machine does not allow it now: a port or a folder.</summary>
    public const int CannotStart = 1;

    public int ExitCode { get; } = exitCode;
}
