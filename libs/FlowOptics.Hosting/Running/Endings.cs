using System.Globalization;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Running;

/// <summary>
/// The ways to end that the host does not see: the terminal is closed (SIGHUP), Ctrl+C a second time (no more patience), and the death of
/// 'dotnet run', whose child AppHost is.
/// </summary>
internal sealed class Endings : IDisposable
{
    private readonly PosixSignalRegistration _hangup;
    private readonly PosixSignalRegistration _interrupt;
    private int _interrupts;

    public Endings(Action stop, Action kill)
    {
        _hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            stop();
        });
        // The first one is the host's own matter.
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            if (Interlocked.Increment(ref _interrupts) > 1) kill();
        });
        if (OperatingSystem.IsLinux()) WatchDotnetRun(stop);
    }

    public void Dispose()
    {
        _hangup.Dispose();
        _interrupt.Dispose();
    }

    // Other parents may go: a shell that started AppHost in the background is no reason to end.
    private static void WatchDotnetRun(Action stop)
    {
        var parent = NativeMethods.GetParentProcessId();
        if (!IsDotnetRun(parent)) return;
        var descriptor = NativeMethods.OpenProcess(parent);
        if (descriptor < 0) return;
        // A blocked thread costs nothing while it waits; it ends with AppHost.
        new Thread(() =>
        {
            var poll = new NativeMethods.PollDescriptor { Descriptor = descriptor, Events = NativeMethods.PollIn };
            while (NativeMethods.Poll(ref poll, 1, timeoutMilliseconds: -1) <= 0)
            {
                // Interrupted by a signal: wait on.
            }

            stop();
        })
        { IsBackground = true, Name = "parent watch" }.Start();
    }

    private static bool IsDotnetRun(int process)
    {
        try
        {
            var command = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/cmdline")).Split('\0');
            return Path.GetFileName(command[0]) == "dotnet" && command.Skip(1).Any(argument => argument is "run" or "watch");
        }
        catch (IOException)
        {
            return false;
        }
    }
}
