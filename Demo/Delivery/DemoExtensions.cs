using FlowOptics.Lake;
using FlowOptics.Lake.Aws;
using FlowOptics.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlowOptics.Demo.Delivery;

/// <summary>Puts the demo into a host.</summary>
internal static class DemoExtensions
{
    /// <exception cref="ServiceConfigurationException">The bucket is not set, or is one of AWS.</exception>
    public static IHostApplicationBuilder AddDemo(this IHostApplicationBuilder builder)
    {
        var options = new DemoOptions();
        var settings = SettingsOf(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<IDemoBucket>(services => settings.S3 is { } s3
            ? new S3DemoBucket(AwsConnection.S3(s3.Endpoint), s3.Bucket, s3.Prefixes[0], options.Span, services.GetRequiredService<TimeProvider>())
            : new FolderBucket(Path.GetFullPath(settings.Bucket)));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<DemoTelemetry>();
        builder.Services.AddSingleton<DemoDelivery>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<DemoDelivery>());
        // Healthy from the start: others need not wait for the history. How far it is stands in the answer.
        builder.Services.AddSingleton<DemoHealthCheck>();
        builder.Services.AddHealthChecks().AddCheck<DemoHealthCheck>("demo");
        return builder;
    }

    private static ObjectStoreSettings SettingsOf(IConfiguration configuration)
    {
        try
        {
            var settings = ObjectStoreSettings.From(configuration);
            return settings.Cloud != CloudMode.Aws ? settings
                : throw new ServiceConfigurationException("FlowOptics:Cloud is 'aws', and the demo writes into no bucket of AWS: end it, or set FlowOptics:Cloud to 'local' or 'emulated'.");
        }
        catch (ObjectStoreException e)
        {
            throw new ServiceConfigurationException(e.Message, e);
        }
    }

    private sealed class DemoHealthCheck(DemoDelivery delivery) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(HealthCheckResult.Healthy(delivery.State));
    }
}
