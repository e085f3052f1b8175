namespace FlowOptics.Tests;

/// <summary>Waits for a condition, with a deadline that a slow machine does not meet by chance.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, string what) => await TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            while (!await condition()) await poll.WaitForNextTickAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"Not within 30 s: {what}");
        }
    }
}
