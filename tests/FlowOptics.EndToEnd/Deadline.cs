using System.Diagnostics;

namespace FlowOptics.EndToEnd;

/// <summary>Waits for the product, which is many processes on a machine that may be slow; fails with what was seen last.</summary>
internal static class Deadline
{
    /// <summary>One for all, and far: it costs nothing where a test passes, and how fast something is, is measured elsewhere.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    /// <param name="probe">Null: reached. Else what is still missing, for the person who reads the failure.</param>
    public static async Task ReachedAsync(string what, Func<Task<string?>> probe)
    {
        var cancel = TestContext.Current.CancellationToken;
        var clock = Stopwatch.StartNew();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await probe() is { } missing)
        {
            if (clock.Elapsed > Longest) Assert.Fail($"Not within {Longest.TotalSeconds:0} s: {what}; {missing}");
            await poll.WaitForNextTickAsync(cancel);
        }
    }
}
