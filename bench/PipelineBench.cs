namespace FlowOptics.Bench;

internal static class PipelineBench
{
    public static Task RunAsync(string[] args) => throw new NotImplementedException();
}
