using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A resource that others find by its name (<c>http://graphapi</c>): projects.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;
