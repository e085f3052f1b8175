namespace FlowOptics.Bench;

internal static class ParseBench
{
    public static Task RunAsync(string[] args) => throw new NotImplementedException();
}
