using FlowOptics.Emulator.S3.Events;
using FlowOptics.Emulator.S3.Operations;
using FlowOptics.Emulator.S3.Storage;

namespace FlowOptics.Emulator.S3;

internal static class S3Extensions
{
    public static void AddS3(this IServiceCollection services) => services
        .AddSingleton<BucketStore>()
        .AddSingleton<UploadStore>()
        .AddSingleton<EventOutbox>()
        .AddSingleton<ObjectCommit>()
        .AddSingleton<BucketOperations>()
        .AddSingleton<ListOperations>()
        .AddSingleton<ReadOperations>()
        .AddSingleton<WriteOperations>()
        .AddSingleton<MultipartOperations>()
        .AddSingleton<MultipartListings>()
        .AddSingleton<CopyOperations>()
        .AddSingleton<DeleteOperations>()
        .AddSingleton<NotificationOperations>()
        .AddSingleton<S3Service>();
}
