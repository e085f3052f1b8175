using FlowOptics.Demo.Honeypots;
using FlowOptics.Demo.Records;

namespace FlowOptics.Demo.World;

/// <summary>The demo's three accounts and their flow logs (docs/demo.md).</summary>
internal static class DemoWorld
{
    public const string Production = "123456789012";
    public const string Staging = "234567890123";
    public const string HoneypotAccount = "345678901234";

    // The names in the data tell the location; the private addresses are ours.
    private static readonly (string Honeypot, string Region, string ZoneId, string Address)[] Honeypots =
    [
        ("groucho-oregon", "us-west-2", "usw2-az1", "10.101.0.10"),
        ("groucho-norcal", "us-west-1", "usw1-az1", "10.102.0.10"),
        ("zeppo-norcal", "us-west-1", "usw1-az3", "10.103.0.10"),
        ("groucho-us-east", "us-east-1", "use1-az4", "10.104.0.10"),
        ("groucho-sa", "sa-east-1", "sae1-az1", "10.105.0.10"),
        ("groucho-eu", "eu-west-1", "euw1-az2", "10.106.0.10"),
        ("groucho-singapore", "ap-southeast-1", "apse1-az1", "10.107.0.10"),
        ("groucho-tokyo", "ap-northeast-1", "apne1-az4", "10.108.0.10"),
        ("groucho-sydney", "ap-southeast-2", "apse2-az1", "10.109.0.10"),
    ];

    /// <summary>Each tick of two seconds one honeypot delivers, and seldom more than one of the other flow logs.</summary>
    public static IReadOnlyList<FlowLog> FlowLogs(HoneypotData data)
    {
        var logs = new List<FlowLog>();
        for (var i = 0; i < Honeypots.Length; i++)
        {
            var (honeypot, region, zone, address) = Honeypots[i];
            var host = new Machine(new Vpc(honeypot, HoneypotAccount, region, zone), honeypot, address);
            logs.Add(new(host.Vpc, DemoFormat.Default, new HoneypotTraffic(host, data.Of(honeypot)), Honeypots.Length * 2, i * 2));
        }

        logs.AddRange(ProductionWorld.FlowLogs());
        logs.AddRange(StagingWorld.FlowLogs());
        return logs;
    }
}
