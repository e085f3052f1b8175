namespace Aspire.Hosting.ApplicationModel;

/// <summary>The icon that stands for a resource on the dashboard, by its name in Fluent UI's set.</summary>
public sealed class ResourceIconAnnotation(string iconName, IconVariant iconVariant = IconVariant.Filled) : IResourceAnnotation
{
    public string IconName { get; } = iconName;

    public IconVariant IconVariant { get; } = iconVariant;
}
