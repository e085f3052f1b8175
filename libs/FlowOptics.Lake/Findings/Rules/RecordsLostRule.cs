using System.Globalization;

namespace FlowOptics.Lake;

/// <summary>SKIPDATA: intervals of which AWS says that it lost records.</summary>
public static class RecordsLostRule
{
    public static FindingDraft Judge(string account, string? region, long intervals, long objects) => new()
    {
        Kind = FindingKind.RecordsLost,
        Severity = FindingSeverity.Low,
        Magnitude = intervals,
        Account = account,
        Region = region,
        Subject = "SKIPDATA",
        Title = string.Create(CultureInfo.InvariantCulture, $"AWS lost records of {FindingText.Count(intervals, "interval", "intervals")}: what happened there is in no answer"),
        Facts = new Dictionary<string, long> { ["intervals"] = intervals, ["objects"] = objects },
    };
}
