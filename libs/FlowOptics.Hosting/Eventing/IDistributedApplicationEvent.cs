namespace Aspire.Hosting.Eventing;

/// <summary>Something that happens in an application's life.</summary>
public interface IDistributedApplicationEvent;
