using System.Diagnostics;
using System.Text;

namespace Aspire.Hosting.Running;

/// <summary>A started process: its output goes line by line to a callback; it can be asked to end, and be killed with all that it started.</summary>
internal sealed class ChildProcess : IStartedInstance
{
    // What AppHost itself was given by 'dotnet run' or its user for its own server.
    private static readonly string[] NotInherited =
        ["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "DOTNET_LAUNCH_PROFILE", "OTEL_SERVICE_NAME"];

    // Output that is still in the pipe when the process has ended arrives at once; a grandchild may hold the pipe open for ever.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly OrphanGuard _guard;

    private ChildProcess(Process process, OrphanGuard guard, Action<string, bool> output)
    {
        _process = process;
        _guard = guard;
        var pumps = Task.WhenAll(PumpAsync(process.StandardOutput, isError: false, output), PumpAsync(process.StandardError, isError: true, output));
        Exited = WaitAsync(pumps);
    }

    public int Id => _process.Id;

    public int? ProcessId => Id;

    /// <summary>Completes with the exit code (128 + signal for a killed process) when all output has been delivered.</summary>
    public Task<int> Exited { get; }

    public static async Task<ChildProcess> StartAsync(ProcessSpec spec, OrphanGuard guard, Action<string, bool> output)
    {
        var (fileName, arguments) = guard.Wrap(spec.FileName, spec.Arguments);
        var info = new ProcessStartInfo(fileName, arguments)
        {
            WorkingDirectory = spec.WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = guard.NeedsInputPipe,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in NotInherited) info.Environment.Remove(name);
        foreach (var (name, value) in spec.Environment) info.Environment[name] = value;
        return new ChildProcess(await ChildStarter.StartAsync(info).ConfigureAwait(false), guard, output);
    }

    /// <summary>Asks the process to end (SIGTERM).</summary>
    public void Terminate()
    {
        if (OperatingSystem.IsWindows()) Kill();
        else Signal(_process.Id, NativeMethods.SigTerm);
    }

    /// <summary>Ends the process and all that it started, at once.</summary>
    public void Kill()
    {
        if (_guard.MakesGroup) Signal(-_process.Id, NativeMethods.SigKill);
        else KillTree();
    }

    public void Dispose() => _process.Dispose();

    private static async Task PumpAsync(StreamReader reader, bool isError, Action<string, bool> output)
    {
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line) output(line, isError);
    }

    // A process that is gone already is what was wanted.
    private static void Signal(int target, int signal) => _ = NativeMethods.Kill(target, signal);

    private async Task<int> WaitAsync(Task pumps)
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        // What it started and left behind goes with it.
        if (_guard.MakesGroup) Signal(-_process.Id, NativeMethods.SigKill);
        await Task.WhenAny(pumps, Task.Delay(DrainTime)).ConfigureAwait(false);
        return _process.ExitCode;
    }

    private void KillTree()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }
}
