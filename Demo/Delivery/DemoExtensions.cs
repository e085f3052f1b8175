using FlowOptics.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlowOptics.Demo.Delivery;

/// <summary>Puts the demo into a host.</summary>
internal static class DemoExtensions
{
    /// <exception cref="ServiceConfigurationException"><c>FlowOptics:Bucket</c> is not set.</exception>
    public static IHostApplicationBuilder AddDemo(this IHostApplicationBuilder builder)
    {
        var bucket = builder.Configuration["FlowOptics:Bucket"];
        if (string.IsNullOrWhiteSpace(bucket))
        {
            throw new ServiceConfigurationException("FlowOptics:Bucket is not set: give it the absolute path of the folder that the demo writes its objects to");
        }

        builder.Services.AddSingleton(new DemoOptions { Bucket = Path.GetFullPath(bucket) });
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<DemoTelemetry>();
        builder.Services.AddSingleton<DemoDelivery>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<DemoDelivery>());
        // Healthy from the start: others need not wait for the history. How far it is stands in the answer.
        builder.Services.AddSingleton<DemoHealthCheck>();
        builder.Services.AddHealthChecks().AddCheck<DemoHealthCheck>("demo");
        return builder;
    }

    private sealed class DemoHealthCheck(DemoDelivery delivery) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(HealthCheckResult.Healthy(delivery.State));
    }
}
