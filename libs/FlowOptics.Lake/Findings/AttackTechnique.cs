namespace FlowOptics.Lake;

/// <summary>A technique of MITRE ATT&amp;CK for Enterprise (https://attack.mitre.org).</summary>
/// <param name="Id">e.g. <c>T1046</c>.</param>
public sealed record AttackTechnique(string Id, string Name)
{
    public static readonly AttackTechnique RemoteSystemDiscovery = new("T1018", "Remote System Discovery");
    public static readonly AttackTechnique NetworkServiceDiscovery = new("T1046", "Network Service Discovery");
    public static readonly AttackTechnique ExfiltrationOverAlternativeProtocol = new("T1048", "Exfiltration Over Alternative Protocol");
    public static readonly AttackTechnique BruteForce = new("T1110", "Brute Force");
    public static readonly AttackTechnique ActiveScanning = new("T1595", "Active Scanning");

    public string Url => "https://attack.mitre.org/techniques/" + Id;
}
