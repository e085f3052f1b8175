namespace FlowOptics.Emulator.Sqs;

internal static class SqsExtensions
{
    public static void AddSqs(this IServiceCollection services) => services
        .AddSingleton<QueueStore>()
        .AddSingleton<QueueOperations>()
        .AddSingleton<MessageOperations>()
        .AddSingleton<SqsService>();
}
