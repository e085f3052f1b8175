namespace FlowOptics.Emulator.Logs;

internal static class LogsExtensions
{
    public static void AddLogs(this IServiceCollection services) => services
        .AddSingleton<LogGroupStore>()
        .AddSingleton<LogGroupOperations>()
        .AddSingleton<LogEventOperations>()
        .AddSingleton<SubscriptionOperations>()
        .AddSingleton<LogsService>();
}
