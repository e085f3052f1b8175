namespace FlowOptics.Bench;

internal static class MqttBench
{
    public static Task RunAsync(string[] args) => throw new NotImplementedException();
}
