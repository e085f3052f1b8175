using System.Runtime.InteropServices;

namespace Aspire.Hosting.Running;

/// <summary>The few calls of the C library that .NET has no method for.</summary>
internal static partial class NativeMethods
{
    public const int SigTerm = 15;
    public const int SigKill = 9;
    public const short PollIn = 1;

    // The same number on every Linux architecture: system calls added since 5.0 share one table.
    private const long PidfdOpenNumber = 434;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int GetParentProcessId();

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(ref PollDescriptor descriptor, nuint count, int timeoutMilliseconds);

    /// <summary>A descriptor that becomes readable when the process ends; −1 where it cannot be had.</summary>
    public static int OpenProcess(int pid) => (int)SystemCall(PidfdOpenNumber, pid, 0);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(long number, long first, long second);

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
