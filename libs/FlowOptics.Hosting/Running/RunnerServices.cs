using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>What every instance runs with.</summary>
internal sealed record RunnerServices(
    ResourceStarter Starter,
    ResourceNotificationService Notifications,
    ResourceEvents Events,
    HealthMonitor Health,
    SecretMask Secrets,
    TimeProvider Time);
