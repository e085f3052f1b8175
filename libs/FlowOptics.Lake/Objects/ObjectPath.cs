using System.Globalization;
using System.Text.RegularExpressions;

namespace FlowOptics.Lake;

/// <summary>
/// What an object's key says (AWS's layout, plain or Hive, daily or hourly):
/// <c>PREFIX/AWSLogs/{account}/vpcflowlogs/{region}/{yyyy}/{MM}/{dd}/{account}_vpcflowlogs_{region}_{flow-log-id}_{yyyyMMddTHHmmZ}_{hash}.log.gz</c>;
/// in other layouts, a folder named like an account or a region. The nearest to the file wins.
/// </summary>
/// <param name="Account">Null where the key does not say.</param>
/// <param name="Region">Null where the key does not say.</param>
/// <param name="Time">The file name's minute, else the folder's hour or day (UTC); null where the key does not say.</param>
public sealed partial record ObjectPath(string? Account, string? Region, DateTimeOffset? Time)
{
    /// <summary>Reads a key; never fails: what it cannot make out stays null.</summary>
    public static ObjectPath Parse(string key)
    {
        var segments = key.Split('/', StringSplitOptions.RemoveEmptyEntries);
        string? account = null;
        string? region = null;
        var inAwsLogs = false;
        Span<int> date = stackalloc int[4]; // year, month, day, hour; 0 = not named (the hour: 1 + it)
        for (var i = 0; i < segments.Length - 1; i++)
        {
            var segment = segments[i];
            var equals = segment.IndexOf('=');
            if (equals > 0) ReadHive(segment[..equals], segment[(equals + 1)..], ref account, ref region, date);
            else if (segment == "AWSLogs") inAwsLogs = true;
            else if (inAwsLogs ? IsTwelveDigits(segment) : IsAccount(segment)) account = segment;
            else if (RegionName().IsMatch(segment)) region = segment;
            else if (segment is { Length: 4 } && Number(segment) is >= 1990 and <= 2999) ReadDate(segments.AsSpan(i, segments.Length - 1 - i), date);
        }

        DateTimeOffset? time = null;
        if (date[0] != 0 && date[1] is >= 1 and <= 12 && date[2] >= 1 && date[2] <= DateTime.DaysInMonth(date[0], date[1]))
        {
            time = new(date[0], date[1], date[2], date[3] is >= 1 and <= 24 ? date[3] - 1 : 0, 0, 0, TimeSpan.Zero);
        }

        if (segments.Length > 0)
        {
            // 123456789012_vpcflowlogs_eu-west-1_fl-0a1b2c3d4e5f60718_20261122T0020Z_5f3a9c01.log.gz
            var parts = segments[^1].Split('_');
            if (parts.Length >= 5 && parts[1] == "vpcflowlogs")
            {
                if (account is null && IsTwelveDigits(parts[0])) account = parts[0];
                if (region is null && RegionName().IsMatch(parts[2])) region = parts[2];
                time = MinuteIn(parts[4]) ?? time;
            }
        }

        return new(account, region, time);
    }

    /// <summary>The minute in a file name as AWS gives it; null where the name is another.</summary>
    public static DateTimeOffset? MinuteOf(string key)
    {
        var name = key.AsSpan(key.LastIndexOf('/') + 1);
        Span<Range> parts = stackalloc Range[6];
        return name.Split(parts, '_') >= 5 && name[parts[1]].SequenceEqual("vpcflowlogs") ? MinuteIn(name[parts[4]]) : null;
    }

    /// <summary>The key that AWS would give: the plain daily layout.</summary>
    public static string Format(string account, string region, string flowLogId, DateTimeOffset time, string hash)
    {
        var utc = time.UtcDateTime;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"AWSLogs/{account}/vpcflowlogs/{region}/{utc:yyyy'/'MM'/'dd}/{account}_vpcflowlogs_{region}_{flowLogId}_{utc:yyyyMMdd'T'HHmm'Z'}_{hash}.log.gz");
    }

    private static DateTimeOffset? MinuteIn(ReadOnlySpan<char> text) =>
        DateTimeOffset.TryParseExact(text, "yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var minute) ? minute : null;

    private static void ReadHive(string name, string value, ref string? account, ref string? region, Span<int> date)
    {
        switch (name)
        {
            case "aws-account-id" or "account-id" or "account_id" or "account" when IsTwelveDigits(value): account = value; break;
            case "aws-region" or "region" when RegionName().IsMatch(value): region = value; break;
            case "year": date[0] = Number(value) is >= 1990 and <= 2999 and var year ? year : 0; break;
            case "month": date[1] = Number(value); break;
            case "day": date[2] = Number(value); break;
            case "hour": date[3] = Number(value) + 1; break;
        }
    }

    // 2026/11/22, or 2026/11/22/00
    private static void ReadDate(ReadOnlySpan<string> segments, Span<int> date)
    {
        if (segments.Length < 3 || Number(segments[1]) is not (>= 1 and <= 12) || Number(segments[2]) is not (>= 1 and <= 31)) return;
        date[0] = Number(segments[0]);
        date[1] = Number(segments[1]);
        date[2] = Number(segments[2]);
        date[3] = segments.Length > 3 && segments[3].Length == 2 ? Number(segments[3]) + 1 : 0;
    }

    private static int Number(string text) =>
        text.Length <= 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static bool IsTwelveDigits(string text) => text.Length == 12 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    // Where nothing says that a number is an account, a folder such as 202611220015 is a minute.
    private static bool IsAccount(string text) =>
        IsTwelveDigits(text)
        && !(text.StartsWith("20", StringComparison.Ordinal)
            && DateTime.TryParseExact(text, "yyyyMMddHHmm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

    // us-gov-west-1, eusc-de-east-1, us-isob-east-1, mx-central-1: two to four letters, perhaps a partition, a direction, a number.
    [GeneratedRegex("^([a-z]{2}(-gov|-iso[a-z]?)?|eusc-[a-z]{2})-(north|south|east|west|central|northeast|northwest|southeast|southwest)-[1-9][0-9]?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RegionName();
}
