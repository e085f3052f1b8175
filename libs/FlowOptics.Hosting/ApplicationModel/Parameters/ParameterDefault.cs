using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a parameter is where nobody gives it a value.</summary>
public abstract class ParameterDefault
{
    public abstract string GetDefaultValue();

    /// <summary>Writes what belongs into the manifest's <c>default</c>.</summary>
    public abstract void WriteToManifest(ManifestPublishingContext context);
}
