using FlowOptics.Lake.Aws;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Lake;

/// <summary>The object store that the configuration asks for: a folder, or a bucket of S3; and, of a folder, its feed.</summary>
public static class ObjectStoreExtensions
{
    public static IServiceCollection AddObjectStore(this IServiceCollection services, ObjectStoreSettings settings)
    {
        services.AddSingleton(settings);
        if (settings.S3 is { } s3)
        {
            services.AddSingleton<IObjectStore>(_ => new S3ObjectStore(AwsConnection.S3(s3.Endpoint), s3));
            return services;
        }

        services.AddSingleton(provider => new FolderObjectStore(
            settings.Bucket, logger: provider.GetService<ILogger<FolderObjectStore>>(), time: provider.GetService<TimeProvider>()));
        services.AddSingleton<IObjectStore>(provider => provider.GetRequiredService<FolderObjectStore>());
        services.AddSingleton<IObjectFeed>(provider => new FolderObjectFeed(
            provider.GetRequiredService<FolderObjectStore>(), provider.GetService<ILogger<FolderObjectFeed>>(), provider.GetService<TimeProvider>()));
        return services;
    }

    /// <summary>Where objects of our own go: into the same bucket.</summary>
    public static IServiceCollection AddObjectArchive(this IServiceCollection services, ObjectStoreSettings settings) => settings.S3 is { } s3
        ? services.AddSingleton<IObjectArchive>(_ => new S3ObjectArchive(AwsConnection.S3(s3.Endpoint), S3Location.Parse(settings.Bucket)))
        : services.AddSingleton<IObjectArchive>(provider => new FolderObjectArchive(provider.GetRequiredService<FolderObjectStore>()));
}
