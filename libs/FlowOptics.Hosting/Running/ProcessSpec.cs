namespace Aspire.Hosting.Running;

/// <summary>A process to start.</summary>
/// <param name="Environment">On top of AppHost's own.</param>
internal sealed record ProcessSpec(
    string FileName, IReadOnlyList<string> Arguments, string WorkingDirectory, IReadOnlyDictionary<string, string> Environment);
