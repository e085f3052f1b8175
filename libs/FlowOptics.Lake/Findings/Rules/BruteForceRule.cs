using System.Globalization;
using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>One source's attempts at one service, over the hosts where there were enough of them.</summary>
/// <param name="Attempts">Rejected records; or short connections that were let through.</param>
/// <param name="Accepted">Which of the two.</param>
public sealed record BruteForceFacts(string Account, string Region, Address Source, int Label, long Hosts, long Attempts, bool Accepted);

/// <summary>Many rejects or short connections from one source at a service that asks for a password.</summary>
public static class BruteForceRule
{
    public static FindingDraft Judge(BruteForceFacts facts, FindingOptions options)
    {
        var isPublic = AddressKinds.KindOf(facts.Source) == AddressKind.Public;
        var service = FindingText.Service(facts.Label);
        var hosts = FindingText.Count(facts.Hosts, "host", "hosts");
        return new FindingDraft
        {
            Kind = FindingKind.BruteForce,
            Severity = facts.Accepted && !isPublic ? FindingSeverity.High : FindingSeverity.Medium,
            Magnitude = (double)facts.Attempts / options.BruteForceAttempts,
            Account = facts.Account,
            Region = facts.Region,
            // The two ways are two findings: a firewall that was opened on the way shows both.
            Subject = string.Create(CultureInfo.InvariantCulture, $"{facts.Source} {(facts.Accepted ? "→" : "⇥")} {LinkLabel.TextOf(facts.Label)}"),
            Title = string.Create(
                CultureInfo.InvariantCulture,
                $"{facts.Source} {(facts.Accepted ? $"made {facts.Attempts:N0} short connections to" : $"was rejected {facts.Attempts:N0} times at")} {service} of {hosts}"),
            Facts = new Dictionary<string, long> { ["attempts"] = facts.Attempts, ["hosts"] = facts.Hosts, ["port"] = facts.Label },
            Technique = AttackTechnique.BruteForce,
            Condition = facts.Accepted
                ? new FindingCondition { Sources = [facts.Source], TargetPort = facts.Label }
                : new FindingCondition { Sources = [facts.Source], Labels = [facts.Label], Rejected = true },
            GroupedBy = isPublic ? string.Create(CultureInfo.InvariantCulture, $"public {facts.Label}") : null,
        };
    }
}
