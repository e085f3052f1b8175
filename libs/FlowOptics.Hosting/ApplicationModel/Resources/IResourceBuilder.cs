namespace Aspire.Hosting.ApplicationModel;

/// <summary>What the extension methods hang on. Covariant: a builder of a project is a builder of anything that a project is.</summary>
public interface IResourceBuilder<out T>
    where T : IResource
{
    IDistributedApplicationBuilder ApplicationBuilder { get; }

    T Resource { get; }

    IResourceBuilder<T> WithAnnotation<TAnnotation>()
        where TAnnotation : IResourceAnnotation, new() => WithAnnotation(new TAnnotation());

    IResourceBuilder<T> WithAnnotation<TAnnotation>(
        TAnnotation annotation, ResourceAnnotationMutationBehavior behavior = ResourceAnnotationMutationBehavior.Append)
        where TAnnotation : IResourceAnnotation;
}
