using System.Globalization;

namespace FlowOptics.Lake;

/// <summary>Port scans and host sweeps from addresses that are not public: one finding a source, of the kind that it exceeds more.</summary>
public static class ScanRule
{
    // A filter with more ports than this is no help to a person: then it shows all that the source sent.
    private const int MaxLabels = 100;

    public static FindingDraft? Judge(ScanFacts facts, FindingOptions options)
    {
        var ports = (double)facts.MaxPorts / options.ScanPorts;
        var hosts = (double)facts.Hosts / options.SweepHosts;
        if (ports < 1 && hosts < 1) return null;
        var isScan = ports > hosts;
        var oneHost = isScan && facts.ScannedHosts == 1;
        return new FindingDraft
        {
            Kind = isScan ? FindingKind.PortScan : FindingKind.HostSweep,
            Severity = FindingSeverity.High,
            Magnitude = Math.Max(ports, hosts),
            Account = facts.Account,
            Region = facts.Region,
            Subject = facts.Source.ToString(),
            Title = Title(facts, isScan, oneHost),
            Facts = new Dictionary<string, long>
            {
                ["hosts"] = facts.Hosts,
                ["ports"] = facts.Ports,
                ["portsOfOneHost"] = facts.MaxPorts,
            },
            Technique = facts.Ports == 0 ? AttackTechnique.RemoteSystemDiscovery : AttackTechnique.NetworkServiceDiscovery,
            Condition = new FindingCondition
            {
                Sources = [facts.Source],
                Targets = oneHost ? [facts.MaxPortsHost] : [],
                Labels = oneHost || facts.Labels.Count > MaxLabels ? [] : [.. facts.Labels.Select(label => label.Label).Order()],
            },
        };
    }

    private static string Title(ScanFacts facts, bool isScan, bool oneHost)
    {
        if (oneHost) return Text($"{facts.Source} tried {facts.MaxPorts:N0} ports of {facts.MaxPortsHost} without an answer");
        if (isScan) return Text($"{facts.Source} tried up to {facts.MaxPorts:N0} ports each of {facts.ScannedHosts:N0} hosts without an answer");
        var where = facts.Labels.Count == 1 ? FindingText.Service(facts.Labels[0].Label) : Text($"{facts.Labels.Count:N0} ports");
        return Text($"{facts.Source} tried {facts.Hosts:N0} hosts at {where} without an answer");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
