using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FlowOptics.Lake;

/// <summary>Chooses the object store and its feed by configuration: the folder of <c>FlowOptics:Bucket</c>.</summary>
public static class ObjectStoreExtensions
{
    /// <exception cref="ObjectStoreException"><c>FlowOptics:Bucket</c> is not set (thrown when the store is first asked for).</exception>
    public static IServiceCollection AddObjectStore(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var folder = provider.GetRequiredService<IConfiguration>()["FlowOptics:Bucket"];
            if (string.IsNullOrWhiteSpace(folder))
            {
                throw new ObjectStoreException("FlowOptics:Bucket is not set: give it the absolute path of the folder with the flow-log objects");
            }

            return new FolderObjectStore(folder, logger: provider.GetService<ILogger<FolderObjectStore>>(), time: provider.GetService<TimeProvider>());
        });
        services.AddSingleton<IObjectStore>(provider => provider.GetRequiredService<FolderObjectStore>());
        services.AddSingleton<IObjectFeed>(provider => new FolderObjectFeed(
            provider.GetRequiredService<FolderObjectStore>(), provider.GetService<ILogger<FolderObjectFeed>>(), provider.GetService<TimeProvider>()));
        return services;
    }
}
