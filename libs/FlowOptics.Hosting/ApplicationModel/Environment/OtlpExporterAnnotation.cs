namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource sends telemetry.</summary>
public class OtlpExporterAnnotation : IResourceAnnotation
{
    /// <summary>Null: whatever the receiver takes.</summary>
    public OtlpProtocol? RequiredProtocol { get; init; }
}
