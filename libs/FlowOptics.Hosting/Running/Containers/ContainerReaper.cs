using System.Diagnostics;

namespace Aspire.Hosting.Running.Containers;

/// <summary>
/// A container belongs to its runtime's server and outlives AppHost, if that is killed. So a small shell stands beside AppHost, with a pipe from it as
/// its input, on which it is told the containers' names; when the pipe ends, however AppHost ended, it removes them.
/// </summary>
internal sealed class ContainerReaper : IDisposable
{
    private const string RemoveWhenInputEnds =
        """
        trap '' INT HUP TERM
        names=
        while read -r name; do names="$names $name"; done
        [ -z "$names" ] || exec "$1" rm --force --volumes $names >/dev/null 2>&1
        """;

    private readonly Lock _lock = new();
    private Process? _shell;

    /// <param name="runtime">The program that removes it.</param>
    /// <param name="container">Its name: letters, digits and hyphens.</param>
    public void Watch(string runtime, string container)
    {
        // Without a shell there is nobody to do it; the labels say whose the containers are.
        if (OperatingSystem.IsWindows()) return;
        lock (_lock)
        {
            _shell ??= Start(runtime);
            _shell.StandardInput.WriteLine(container);
            _shell.StandardInput.Flush();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _shell?.StandardInput.Close();
            _shell?.Dispose();
            _shell = null;
        }
    }

    // In a session of its own: what ends the terminal's other processes must not end it before its work.
    private static Process Start(string runtime)
    {
        string[] command = ["/bin/sh", "-c", RemoveWhenInputEnds, "sh", runtime];
        if (Programs.FindInPath("setsid") is { } setsid) command = [setsid, .. command];
        return Process.Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardInput = true })
            ?? throw new InvalidOperationException("'/bin/sh' did not start.");
    }
}
