using System.Globalization;
using FlowOptics.Demo.World;
using FlowOptics.Lake;

namespace FlowOptics.Demo.Delivery;

/// <summary>
/// The keys of the demo's objects: AWS's layout and names. What is a hash in AWS's names is the end of the object's interval here (Unix
/// seconds, disguised by a mask of the flow log), so the bucket itself says up to where each flow log was delivered.
/// </summary>
internal static class DemoKey
{
    private const string Ending = ".log.gz";

    public static string Of(Vpc vpc, long end) => ObjectPath.Format(
        vpc.Account, vpc.Region, vpc.FlowLogId, DateTimeOffset.FromUnixTimeSeconds(end),
        ((uint)end ^ Mask(vpc)).ToString("x8", CultureInfo.InvariantCulture));

    /// <summary>The folder of a flow log's objects, above the days.</summary>
    public static string Folder(string bucket, Vpc vpc) => Path.Join(bucket, "AWSLogs", vpc.Account, "vpcflowlogs", vpc.Region);

    /// <summary>What the keys of one day of a flow log begin with.</summary>
    public static string Prefix(Vpc vpc, DateTimeOffset day)
    {
        var key = ObjectPath.Format(vpc.Account, vpc.Region, vpc.FlowLogId, day, "");
        return key[..(key.IndexOf(vpc.FlowLogId, StringComparison.Ordinal) + vpc.FlowLogId.Length)];
    }

    /// <summary>The end of the interval that a file's name tells, or null where the file is not this flow log's.</summary>
    public static long? EndOf(Vpc vpc, ReadOnlySpan<char> fileName)
    {
        var id = fileName.IndexOf(vpc.FlowLogId, StringComparison.Ordinal);
        if (id < 0 || !fileName.EndsWith(Ending, StringComparison.Ordinal)) return null;
        var name = fileName[..^Ending.Length];
        if (!uint.TryParse(name[(name.LastIndexOf('_') + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash)) return null;
        long end = hash ^ Mask(vpc);
        // A file that someone else named would tell any time: the minute in the name must agree.
        var minute = DateTimeOffset.FromUnixTimeSeconds(end).UtcDateTime.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture);
        return fileName.IndexOf(minute, StringComparison.Ordinal) > id ? end : null;
    }

    private static uint Mask(Vpc vpc) => (uint)DemoHash.Of(vpc.FlowLogId);
}
