namespace Aspire.Hosting.ApplicationModel;

/// <summary>Not started with the application, but by hand.</summary>
public sealed class ExplicitStartupAnnotation : IResourceAnnotation;
