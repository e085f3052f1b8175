namespace Aspire.Hosting.ApplicationModel;

/// <summary>Changes how a resource's URLs are shown, once ports are given out.</summary>
public sealed class ResourceUrlsCallbackAnnotation : IResourceAnnotation
{
    public ResourceUrlsCallbackAnnotation(Action<ResourceUrlsCallbackContext> callback) => Callback = context =>
    {
        callback(context);
        return Task.CompletedTask;
    };

    public ResourceUrlsCallbackAnnotation(Func<ResourceUrlsCallbackContext, Task> callback) => Callback = callback;

    public Func<ResourceUrlsCallbackContext, Task> Callback { get; }
}
