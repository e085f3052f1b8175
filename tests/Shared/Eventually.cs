namespace FlowOptics.Tests;

/// <summary>Waits for a condition, with a deadline that a slow machine does not meet by chance.</summary>
internal static class Eventually
{
    // Costs nothing where the condition comes true.
    private const int Seconds = 180;

    public static Task TrueAsync(Func<bool> condition, string what, int seconds = Seconds) => TrueAsync(condition, () => what, seconds);

    /// <param name="otherwise">Says what is there instead; asked at the deadline.</param>
    public static Task TrueAsync(Func<bool> condition, Func<string> otherwise, int seconds = Seconds) => TrueAsync(() => Task.FromResult(condition()), otherwise, seconds);

    public static Task TrueAsync(Func<Task<bool>> condition, string what, int seconds = Seconds) => TrueAsync(condition, () => what, seconds);

    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> otherwise, int seconds = Seconds)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            while (!await condition()) await poll.WaitForNextTickAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"not within {seconds} s: {otherwise()}");
        }
    }
}
