using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace FlowOptics.EndToEnd.Product;

/// <summary>The processes of one run of the product, as Linux tells of them.</summary>
internal static partial class ProcessTable
{
    public const int Interrupt = 2;
    public const int Kill = 9;

    /// <summary>
    /// Each process that was started with this data folder, on its command line or in its environment: also one that lost its parent,
    /// and one that a service started.
    /// </summary>
    public static IReadOnlyList<RunningProcess> Of(string dataFolder)
    {
        var needle = Encoding.UTF8.GetBytes(dataFolder);
        var found = new List<RunningProcess>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) || pid == Environment.ProcessId) continue;
            try
            {
                var command = File.ReadAllBytes(Path.Combine(folder, "cmdline"));
                // A zombie has neither: it has ended, and only waits for its parent to notice.
                if (command.Length == 0) continue;
                if (command.AsSpan().IndexOf(needle) < 0 && File.ReadAllBytes(Path.Combine(folder, "environ")).AsSpan().IndexOf(needle) < 0) continue;
                found.Add(new RunningProcess(pid, Encoding.UTF8.GetString(command).Replace('\0', ' ')));
            }
            catch (Exception ended) when (ended is IOException or UnauthorizedAccessException)
            {
                // It ended between two reads, or is another user's.
            }
        }

        return found;
    }

    public static void Signal(int pid, int signal)
    {
        if (kill(pid, signal) != 0) throw new InvalidOperationException($"kill({pid}, {signal}): {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>It runs. One that has ended and waits for its parent to take notice (a zombie) does not.</summary>
    public static bool Exists(int pid)
    {
        try
        {
            // "1234 (name, which may hold blanks and brackets) S 1 …"
            var stat = File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/stat");
            return stat[stat.LastIndexOf(')')..] is not [')', ' ', 'Z' or 'X', ..];
        }
        catch (IOException)
        {
            return false;
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);
}

/// <param name="Command">Its command line, with spaces.</param>
internal sealed record RunningProcess(int Pid, string Command);
