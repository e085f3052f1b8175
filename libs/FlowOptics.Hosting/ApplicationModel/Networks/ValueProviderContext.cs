namespace Aspire.Hosting.ApplicationModel;

/// <summary>Who asks for a value: an address may be another one for a container.</summary>
public class ValueProviderContext
{
    public DistributedApplicationExecutionContext? ExecutionContext { get; init; }

    /// <summary>The resource that is given the value.</summary>
    public IResource? Caller { get; init; }

    /// <summary>Null: the network of the caller, and this machine's where there is none.</summary>
    public NetworkIdentifier? Network { get; init; }

    internal bool IsInContainer => (Network ?? (Caller is ContainerResource ? KnownNetworkIdentifiers.DefaultAspireContainerNetwork : null))
        == KnownNetworkIdentifiers.DefaultAspireContainerNetwork;
}
