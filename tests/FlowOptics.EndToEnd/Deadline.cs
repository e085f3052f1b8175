using System.Diagnostics;

namespace FlowOptics.EndToEnd;

/// <summary>Waits for the product, which is many processes on a machine that may be slow; fails with what was seen last.</summary>
internal static class Deadline
{
    /// <param name="probe">Null: reached. Else what is still missing, for the person who reads the failure.</param>
    public static async Task ReachedAsync(string what, TimeSpan within, Func<Task<string?>> probe)
    {
        var cancel = TestContext.Current.CancellationToken;
        var clock = Stopwatch.StartNew();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await probe() is { } missing)
        {
            if (clock.Elapsed > within) Assert.Fail($"Not within {within.TotalSeconds:0} s: {what}; {missing}");
            await poll.WaitForNextTickAsync(cancel);
        }
    }
}
