namespace FlowOptics.Emulator.Gateway;

/// <summary>An error as AWS says it: a code that clients act on, a sentence, a status.</summary>
/// <param name="details">Further elements of S3's error document, such as Key.</param>
internal sealed class AwsException(int status, string code, string message, params (string Name, string Value)[] details) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public IReadOnlyList<(string Name, string Value)> Details { get; } = details;

    /// <summary>Headers of the answer, e.g. those of a 304.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
}
