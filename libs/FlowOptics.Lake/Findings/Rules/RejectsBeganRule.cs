using System.Globalization;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>A service of a host that is refused, and was not on the days before.</summary>
/// <param name="Inbound">Refused to the internet; else to our own addresses, or by our own to the internet.</param>
/// <param name="AcceptedBefore">Records that were let through on the days before.</param>
/// <param name="Scanners">Sources of findings of their own, whose rejects do not count.</param>
public sealed record RejectsBeganFacts(
    string Account, string Region, Address Target, int Label, bool Inbound, long Flows, long Sources, long First, long AcceptedBefore, IReadOnlyList<Address> Scanners);

/// <summary>Rejected traffic that began today.</summary>
public static class RejectsBeganRule
{
    public static FindingDraft? Judge(RejectsBeganFacts facts, FindingOptions options)
    {
        if (facts.Flows < options.RejectsBeganFlows) return null;
        // The internet knocks at new ports each day. What it was let in to before is another matter.
        if (facts.Inbound && facts.AcceptedBefore < options.RejectsBeganFlows) return null;
        var since = DateTimeOffset.FromUnixTimeSeconds(facts.First).UtcDateTime;
        var before = facts.AcceptedBefore > 0 ? ", which was accepted before" : "";
        var service = FindingText.Service(facts.Label);
        var who = facts.Inbound ? FindingText.Count(facts.Sources, "public address", "public addresses") : FindingText.Count(facts.Sources, "source", "sources");
        return new FindingDraft
        {
            Kind = FindingKind.RejectsBegan,
            Severity = facts.AcceptedBefore > 0 ? FindingSeverity.Medium : FindingSeverity.Low,
            Magnitude = (double)facts.Flows / options.RejectsBeganFlows,
            Account = facts.Account,
            Region = facts.Region,
            Subject = $"{(facts.Inbound ? "internet → " : "")}{facts.Target} {LinkLabel.TextOf(facts.Label)}",
            Title = string.Create(CultureInfo.InvariantCulture, $"{service} of {facts.Target} is refused to {who} since {since:HH:mm} UTC{before}"),
            Facts = new Dictionary<string, long> { ["sources"] = facts.Sources, ["acceptedBefore"] = facts.AcceptedBefore },
            Condition = new FindingCondition
            {
                ExceptSources = facts.Scanners,
                Targets = [facts.Target],
                Labels = [facts.Label],
                Rejected = true,
                Directions = facts.Inbound ? [TrafficDirection.Inbound] : [TrafficDirection.Outbound, TrafficDirection.Internal],
            },
            // Of one service refused at many hosts, one is shown.
            GroupedBy = $"{(facts.Inbound ? "internet → " : "")}{facts.Label}",
        };
    }
}
