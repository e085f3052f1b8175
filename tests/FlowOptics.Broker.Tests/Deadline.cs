namespace FlowOptics.Broker.Tests;

internal static class Deadline
{
    /// <summary>What a busy machine does not meet by chance.</summary>
    public static CancellationToken Far
    {
        get
        {
            var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            source.CancelAfter(TimeSpan.FromMinutes(3));
            return source.Token;
        }
    }
}
