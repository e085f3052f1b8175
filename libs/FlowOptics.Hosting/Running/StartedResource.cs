using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>A started instance, what it was given, and what else is to be said of it.</summary>
internal sealed record StartedResource(
    IStartedInstance Instance, IReadOnlyDictionary<string, string> Environment, IReadOnlyList<ResourcePropertySnapshot> Properties);
