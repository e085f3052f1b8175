using System.Text.RegularExpressions;

namespace FlowOptics.Deploy.Tests.Templates;

/// <summary>Which operations of AWS the services' code calls, found in the sources, and the IAM actions that they take.</summary>
internal static partial class SdkCalls
{
    // Where the name of the action is not that of the operation (AWS's service authorization reference).
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["s3:ListObjectsV2"] = "s3:ListBucket",
        ["s3:GetObjectMetadata"] = "s3:GetObject",
        ["sqs:DeleteMessageBatch"] = "sqs:DeleteMessage",
        ["sqs:ChangeMessageVisibilityBatch"] = "sqs:ChangeMessageVisibility",
    };

    /// <param name="service">What IAM calls it: s3.</param>
    /// <param name="path">A file or folder of the repository.</param>
    public static IReadOnlySet<string> Of(string service, string path)
    {
        var full = Repository.PathOf(path);
        var files = File.Exists(full) ? [full] : Directory.EnumerateFiles(full, "*.cs", SearchOption.AllDirectories);
        return files.Select(File.ReadAllText)
            .SelectMany(source => (service == "s3" ? SdkCall() : JsonCall()).Matches(source))
            .Select(match => $"{service}:{match.Groups["operation"].Value}")
            .Select(operation => Renamed.GetValueOrDefault(operation, operation))
            .ToHashSet(StringComparer.Ordinal);
    }

    // client.GetObjectAsync(
    [GeneratedRegex("""\b(?:client|s3|_client|_s3)\.(?<operation>[A-Z]\w+)Async\(""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex SdkCall();

    // client.CallAsync("ReceiveMessage", question, …
    [GeneratedRegex("""CallAsync\(\s*"(?<operation>\w+)",""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex JsonCall();
}
