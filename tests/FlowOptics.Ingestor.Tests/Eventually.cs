namespace FlowOptics.Ingestor.Tests;

internal static class Eventually
{
    public static async Task True(Func<bool> condition, Func<string> otherwise)
    {
        var deadline = TimeProvider.System.GetUtcNow().AddSeconds(60);
        while (!condition())
        {
            if (TimeProvider.System.GetUtcNow() > deadline) Assert.Fail(otherwise());
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
