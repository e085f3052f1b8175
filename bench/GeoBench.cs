namespace FlowOptics.Bench;

internal static class GeoBench
{
    public static Task RunAsync(string[] args) => throw new NotImplementedException();
}
