namespace FlowOptics.Lake;

/// <summary>Which keys of a bucket can be flow logs.</summary>
internal static class S3Keys
{
    private const string AwsLogs = "AWSLogs/";

    /// <summary>
    /// As files in a folder (<see cref="ObjectNames"/>), without the empty objects that the console makes for folders; and, in AWS's layout, nothing of the other services that put their
    /// logs beside: <c>AWSLogs/123456789012/CloudTrail/…</c>, <c>AWSLogs/o-a1b2c3d4e5/123456789012/elasticloadbalancing/…</c>.
    /// </summary>
    public static bool IsTaken(ReadOnlySpan<char> key)
    {
        if (!ObjectNames.IsTakenKey(key)) return false;
        var start = key.IndexOf(AwsLogs, StringComparison.Ordinal);
        if (start < 0 || (start > 0 && key[start - 1] != '/')) return true;
        var rest = key[(start + AwsLogs.Length)..];
        if (rest.StartsWith("o-", StringComparison.Ordinal)) rest = After(rest);
        // Hive's layout says aws-account-id=…, and is of flow logs alone.
        if (rest.Length < 13 || rest[12] != '/' || rest[..12].IndexOfAnyExceptInRange('0', '9') >= 0) return true;
        rest = rest[13..];
        return rest.IndexOf('/') < 0 || rest.StartsWith("vpcflowlogs/", StringComparison.OrdinalIgnoreCase);
    }

    private static ReadOnlySpan<char> After(ReadOnlySpan<char> path) => path[(path.IndexOf('/') + 1)..];
}
