using System.Globalization;

namespace FlowOptics.Lake;

/// <summary>An account's traffic with a country, or a network, that it never had any with.</summary>
/// <param name="Asn">Null: a country.</param>
/// <param name="Name">ISO 3166-1 alpha-2, or the network's organisation.</param>
/// <param name="Flows">Records that were not rejected.</param>
/// <param name="Outbound">Those of them that ours sent out.</param>
public sealed record FirstContactFacts(string Account, uint? Asn, string Name, long Flows, long Outbound);

/// <summary>First contact. What we answered to is less than what began inside cannot be told from records alone, so outbound means: something of ours sent there.</summary>
public static class FirstContactRule
{
    public static FindingDraft Judge(FirstContactFacts facts)
    {
        var isCountry = facts.Asn is null;
        var subject = isCountry ? facts.Name : string.Create(CultureInfo.InvariantCulture, $"AS{facts.Asn}");
        var sent = facts.Outbound > 0;
        return new FindingDraft
        {
            Kind = FindingKind.FirstContact,
            Severity = (isCountry, sent) switch
            {
                (true, true) => FindingSeverity.Medium,
                (true, false) or (false, true) => FindingSeverity.Low,
                _ => FindingSeverity.Info,
            },
            Magnitude = Math.Max(1, facts.Flows / 10.0),
            Account = facts.Account,
            Subject = subject,
            Title = isCountry
                ? $"First traffic of {facts.Account} with {facts.Name}{(sent ? "" : ", inbound only")}"
                : $"First traffic of {facts.Account} with {subject}{(facts.Name.Length == 0 ? "" : $" ({facts.Name})")}{(sent ? "" : ", inbound only")}",
            Facts = new Dictionary<string, long> { ["outboundFlows"] = facts.Outbound },
            Condition = new FindingCondition { Country = isCountry ? facts.Name : null, Asn = facts.Asn, Rejected = false },
            GroupedBy = isCountry ? "countries" : "networks",
        };
    }
}
