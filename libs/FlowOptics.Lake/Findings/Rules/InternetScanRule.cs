using System.Globalization;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>What the internet knocks at in vain: it always does, so it is one finding for each account, and the least.</summary>
public static class InternetScanRule
{
    /// <param name="flows">Rejected inbound records.</param>
    public static FindingDraft? Judge(string account, long flows, long sources, long hosts, long ports, FindingOptions options)
    {
        if (flows < options.InternetScanFlows) return null;
        return new FindingDraft
        {
            Kind = FindingKind.InternetScan,
            Severity = FindingSeverity.Info,
            Magnitude = (double)flows / options.InternetScanFlows,
            Account = account,
            Subject = "internet",
            Title = string.Create(
                CultureInfo.InvariantCulture,
                $"{FindingText.Count(sources, "public address", "public addresses")} knocked in vain at {FindingText.Count(hosts, "host", "hosts")} on {FindingText.Count(ports, "port", "ports")}"),
            Facts = new Dictionary<string, long> { ["sources"] = sources, ["hosts"] = hosts, ["ports"] = ports },
            Technique = AttackTechnique.ActiveScanning,
            Condition = new FindingCondition { Directions = [TrafficDirection.Inbound], Rejected = true },
        };
    }
}
