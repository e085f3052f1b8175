using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Telemetry of resources.</summary>
public static class OtlpConfigurationExtensions
{
    /// <summary>Tells the resource where its telemetry goes; projects are told in any case.</summary>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEnvironment => builder.WithAnnotation(new OtlpExporterAnnotation(), ResourceAnnotationMutationBehavior.Replace);

    /// <param name="protocol">What the resource speaks. The receiver here takes <see cref="OtlpProtocol.HttpProtobuf"/>; others are left without an address.</param>
    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder, OtlpProtocol protocol)
        where T : IResourceWithEnvironment =>
        builder.WithAnnotation(new OtlpExporterAnnotation { RequiredProtocol = protocol }, ResourceAnnotationMutationBehavior.Replace);
}
