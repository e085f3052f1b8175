namespace FlowOptics.Deploy.Images;

/// <summary>A service's image: its project's folder, and the repository's last name.</summary>
internal sealed record ServiceImage(string Project, string Repository)
{
    public static IReadOnlyList<ServiceImage> All { get; } = [new("Broker", "broker"), new("Enricher", "enricher"), new("GraphApi", "graphapi"), new("Ingestor", "ingestor"), new("Web", "web")];
}
