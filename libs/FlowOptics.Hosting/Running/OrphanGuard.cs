using System.Globalization;

namespace Aspire.Hosting.Running;

/// <summary>
/// Wraps a command so that its process dies with AppHost, even when AppHost is killed, whatever program it is. Also puts it in a session of its
/// own: Ctrl+C in the terminal then reaches AppHost alone, which stops its children in order.
/// </summary>
internal sealed class OrphanGuard
{
    /// <summary>
    /// Linux: the kernel is asked (prctl PR_SET_PDEATHSIG, by util-linux's setpriv) to kill the process when the thread that started it ends, see
    /// <see cref="ChildStarter"/>; all the wrappers exec, so nothing but the program remains. Where AppHost died before the request, the
    /// parent is no longer AppHost, and the program is not run.
    /// </summary>
    private const string ExecIfParentLives = "[ \"$PPID\" = \"$1\" ] || exit 137; shift; exec \"$@\" </dev/null";

    /// <summary>
    /// Elsewhere: a shell stays beside the program and kills it when its standard input, a pipe from AppHost, ends. SIGTERM is passed on.
    /// A wait that a signal cut short is taken up again while the program lives.
    /// </summary>
    private const string KillWhenInputEnds =
        """
        exec 3<&0 </dev/null
        trap '' INT HUP
        "$@" 3<&- & child=$!
        trap 'kill -TERM "$child" 2>/dev/null' TERM
        { read -r ignored; kill -KILL "$child"; } <&3 >/dev/null 2>&1 & watch=$!
        exec 3<&-
        while :; do wait "$child"; code=$?; kill -0 "$child" 2>/dev/null || break; done
        kill "$watch" 2>/dev/null
        exit "$code"
        """;

    private readonly string? _setsid;
    private readonly string? _setpriv;
    private readonly bool _useShell;

    private OrphanGuard(string? setsid, string? setpriv, bool useShell)
    {
        _setsid = setsid;
        _setpriv = setpriv;
        _useShell = useShell;
    }

    /// <summary>The way that this machine offers.</summary>
    public static OrphanGuard ForThisMachine { get; } = Detect();

    /// <summary>The way of systems other than Linux.</summary>
    public static OrphanGuard ByShell { get; } = new(Programs.FindInPath("setsid"), null, useShell: true);

    /// <summary>Whether the process must be given a pipe as standard input, which AppHost keeps open and never writes to.</summary>
    public bool NeedsInputPipe => _useShell;

    /// <summary>Whether the process leads a process group of its own, which can be signalled as one.</summary>
    public bool MakesGroup => _setsid is not null;

    public (string FileName, IReadOnlyList<string> Arguments) Wrap(string fileName, IReadOnlyList<string> arguments)
    {
        var parent = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        string[] command = [fileName, .. arguments];
        if (_setpriv is not null) command = [_setpriv, "--pdeathsig", "KILL", "--", "/bin/sh", "-c", ExecIfParentLives, "sh", parent, .. command];
        else if (_useShell) command = ["/bin/sh", "-c", KillWhenInputEnds, "sh", .. command];
        if (_setsid is not null) command = [_setsid, .. command];
        return (command[0], command[1..]);
    }

    private static OrphanGuard Detect()
    {
        // Windows ends children with their parent's console; a job object would be the way for a killed parent.
        if (OperatingSystem.IsWindows()) return new OrphanGuard(null, null, useShell: false);
        var setpriv = OperatingSystem.IsLinux() ? Programs.FindInPath("setpriv") : null;
        // Busybox's setpriv has no --pdeathsig.
        if (setpriv is not null && File.ResolveLinkTarget(setpriv, returnFinalTarget: true)?.Name.Contains("busybox", StringComparison.Ordinal) == true)
            setpriv = null;
        return new OrphanGuard(Programs.FindInPath("setsid"), setpriv, useShell: setpriv is null);
    }
}
