namespace FlowOptics.Broker.Tests;

internal static class Deadline
{
    public static CancellationToken In(int seconds)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(TimeSpan.FromSeconds(seconds));
        return source.Token;
    }
}
