namespace FlowOptics.Emulator.S3.Events;

/// <summary>Which of a bucket's events go to which queue.</summary>
/// <param name="Events">e.g. <c>s3:ObjectCreated:*</c>.</param>
internal sealed record QueueNotification(string Id, string QueueArn, IReadOnlyList<string> Events, string Prefix, string Suffix)
{
    public bool Wants(string name, string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal) && key.EndsWith(Suffix, StringComparison.Ordinal)
            && Events.Any(pattern => Matches(pattern, "s3:" + name));

    private static bool Matches(string pattern, string name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == name;
}
