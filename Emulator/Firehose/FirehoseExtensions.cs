namespace FlowOptics.Emulator.Firehose;

internal static class FirehoseExtensions
{
    public static void AddFirehose(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(PusherOptions.From(configuration))
        .AddSingleton<DeliveryStreamStore>()
        .AddSingleton<DeliveryStreamOperations>()
        .AddSingleton<RecordOperations>()
        .AddSingleton<BackupObject>()
        .AddSingleton<FirehoseService>()
        .AddHostedService<DeliveryPusher>();
}
