using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Output;
using Aspire.Hosting.Publishing;
using Aspire.Hosting.Running;
using Aspire.Hosting.Running.Containers;
using Aspire.Hosting.Telemetry;
using Aspire.Hosting.Telemetry.Receiving;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        AppHostAssembly = options.AssemblyName is { } name ? Assembly.Load(name) : Assembly.GetEntryAssembly();
        AppHostDirectory = AppHostAssembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => string.Equals(attribute.Key, "AppHostProjectPath", StringComparison.OrdinalIgnoreCase))?.Value
            ?? Directory.GetCurrentDirectory();

        // No file watchers: nothing is read again while the application runs, and each costs wake-ups.
        var configuration = new ConfigurationManager();
        configuration["hostBuilder:reloadConfigOnChange"] = "false";
        _host = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = options.Args,
            Configuration = configuration,
            ContentRootPath = Directory.Exists(AppHostDirectory) ? AppHostDirectory : AppContext.BaseDirectory,
        });

        // A check that fails is a state on the dashboard, not a stack trace per second in the console.
        _host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        _host.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        // What keeps the host from starting is thrown to the caller as well, who says it in a sentence.
        _host.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
        var publisher = PublishingOptions.Publisher(Configuration);
        ExecutionContext = publisher.Length == 0
            ? new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run)
            : new DistributedApplicationExecutionContext(DistributedApplicationOperation.Publish, publisher);
        AddServices(options);
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    public IResourceCollection Resources { get; } = new ResourceCollection();

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (Resources.FirstOrDefault(known => string.Equals(known.Name, resource.Name, StringComparison.OrdinalIgnoreCase)) is { } other)
        {
            throw new DistributedApplicationException(
                $"Cannot add resource of type '{resource.GetType().Name}' with name '{resource.Name}': a resource of type "
                + $"'{other.GetType().Name}' has that name already; names are compared without regard to case.");
        }

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        ModelChecks.Run(Resources);
        return new DistributedApplication(_host.Build());
    }

    private void AddServices(DistributedApplicationOptions options)
    {
        Services.AddHealthChecks();
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(Eventing);
        Services.AddSingleton(Resources);
        Services.AddSingleton(new DistributedApplicationModel(Resources));
        Services.AddSingleton(options);
        Services.AddSingleton<SecretMask>();
        Services.AddSingleton(services => new ResourceNotificationService(services));
        Services.AddSingleton(services => new ResourceCommandService(
            services.GetRequiredService<ResourceRunners>(), services.GetRequiredService<ResourceNotificationService>(), services.GetRequiredService<SecretMask>(), services));
        Services.AddSingleton(new BuiltProjects(AppHostAssembly));
        Services.AddSingleton<TelemetryEndpoint>();
        Services.AddSingleton<TelemetryStore>();
        Services.AddSingleton<OtlpReceiver>();
        Services.AddSingleton<ProcessSpecs>();
        Services.AddSingleton<ContainerRuntime>();
        Services.AddSingleton<ContainerReaper>();
        Services.AddSingleton<ContainerStarter>();
        Services.AddSingleton<ResourceStarter>();
        Services.AddSingleton<ResourceEvents>();
        Services.AddSingleton<HealthMonitor>();
        Services.AddSingleton<RunnerServices>();
        Services.AddSingleton<ResourceRunners>();
        if (ExecutionContext.IsPublishMode)
        {
            Services.AddHostedService<ManifestPublisher>();
            return;
        }

        Services.AddHostedService<ConsoleMirror>();
        if (!options.DisableDashboard) Services.AddHostedService<DashboardServer>();
        Services.AddHostedService<Orchestrator>();
    }
}
