namespace FlowOptics.Broker.Tests;

/// <summary>Waits for a condition, with a deadline.</summary>
internal static class Eventually
{
    public static async Task IsTrue(Func<bool> condition, string what, int seconds = 20)
    {
        var deadline = Deadline.In(seconds);
        while (!condition())
        {
            if (deadline.IsCancellationRequested) Assert.Fail($"not within {seconds} s: {what}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
