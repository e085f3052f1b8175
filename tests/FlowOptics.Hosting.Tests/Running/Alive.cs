namespace Aspire.Hosting.Tests.Running;

/// <summary>Looks at processes by their number.</summary>
internal static class Alive
{
    /// <summary>Waits until none of them runs any more.</summary>
    public static Task NoneAsync(params int[] processes) =>
        Eventually.TrueAsync(() => !processes.Any(Is), () => $"still running: {string.Join(", ", processes.Where(Is))}", (int)TestApp.Patience.TotalSeconds);

    // A zombie has ended; whoever is to reap it takes its time.
    private static bool Is(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[stat.LastIndexOf(')') + 2] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }
}
