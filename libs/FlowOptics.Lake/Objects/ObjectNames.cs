namespace FlowOptics.Lake;

/// <summary>
/// Which files of a folder are flow-log objects. Firehose gives objects no extension, CloudWatch exports are <c>000000.gz</c>, people
/// keep <c>.log</c> and <c>.txt</c>: so every file is one but those whose name says that it is none.
/// </summary>
internal static class ObjectNames
{
    // What copying and downloading programs call a file that is not whole yet.
    private static readonly string[] UnfinishedEndings = [".tmp", ".temp", ".part", ".partial", ".crdownload", ".filepart", ".swp", "~"];

    /// <summary>
    /// Hidden names, and names that begin with an underscore, are passed over, files and folders alike, as Athena and Hadoop do
    /// (https://docs.aws.amazon.com/athena/latest/ug/tables-location-format.html); so are files that are still being copied.
    /// </summary>
    public static bool IsTaken(ReadOnlySpan<char> fileName)
    {
        if (!IsEntered(fileName)) return false;
        foreach (var ending in UnfinishedEndings)
        {
            if (fileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return false;
        }

        return true;
    }

    public static bool IsEntered(ReadOnlySpan<char> folderName) => folderName is not ['.' or '_', ..] and not [];

    /// <summary>The same for a whole key: each folder on the way, and the file.</summary>
    public static bool IsTakenKey(ReadOnlySpan<char> key)
    {
        while (key.IndexOf('/') is var slash and >= 0)
        {
            if (!IsEntered(key[..slash])) return false;
            key = key[(slash + 1)..];
        }

        return IsTaken(key);
    }
}
