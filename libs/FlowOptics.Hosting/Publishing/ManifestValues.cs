using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes what a resource is given: texts as they are, all else as the expression that stands for it, so that no secret is ever resolved.</summary>
internal static class ManifestValues
{
    public static async Task WriteEnvironmentAsync(ManifestPublishingContext context, IResource resource)
    {
        var variables = new Dictionary<string, object>(StringComparer.Ordinal);
        var callback = new EnvironmentCallbackContext(context.ExecutionContext, resource, variables, context.CancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            await annotation.Callback(callback).ConfigureAwait(false);
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.EnvironmentVariable is not null))
            variables[endpoint.EnvironmentVariable!] = new EndpointReference((IResourceWithEndpoints)resource, endpoint).Property(EndpointProperty.TargetPort);
        if (variables.Count == 0) return;
        context.Writer.WriteStartObject("env");
        foreach (var (name, value) in variables) context.Writer.WriteString(name, Text(value));
        context.Writer.WriteEndObject();
    }

    public static async Task WriteArgumentsAsync(ManifestPublishingContext context, IResource resource)
    {
        var arguments = new List<object>();
        var callback = new CommandLineArgsCallbackContext(arguments, resource, context.CancellationToken) { ExecutionContext = context.ExecutionContext };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
            await annotation.Callback(callback).ConfigureAwait(false);
        if (arguments.Count == 0) return;
        context.Writer.WriteStartArray("args");
        foreach (var argument in arguments) context.Writer.WriteStringValue(Text(argument));
        context.Writer.WriteEndArray();
    }

    private static string Text(object? value)
    {
        switch (value)
        {
            case null:
                return "";
            case string text:
                return text;
            case IManifestExpressionProvider expression:
                // An endpoint that is not there would stand in the manifest as an expression that nobody can resolve.
                foreach (var endpoint in ValueWalk.All(value).OfType<EndpointReference>()) _ = endpoint.EndpointAnnotation;
                return expression.ValueExpression;
            case IFormattable formattable:
                return formattable.ToString(null, CultureInfo.InvariantCulture);
            default:
                return value.ToString() ?? "";
        }
    }
}
