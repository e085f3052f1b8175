namespace Aspire.Hosting.ApplicationModel;

/// <summary>The networks that there are without being made.</summary>
public static class KnownNetworkIdentifiers
{
    /// <summary>Where processes of this machine reach each other.</summary>
    public static readonly NetworkIdentifier LocalhostNetwork = new("localhost");

    /// <summary>Where containers are: this machine has another name there.</summary>
    public static readonly NetworkIdentifier DefaultAspireContainerNetwork = new("aspire-container-network");
}
