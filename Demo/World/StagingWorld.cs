using FlowOptics.Demo.Inside;
using FlowOptics.Demo.Records;

namespace FlowOptics.Demo.World;

/// <summary>Account 234567890123, us-east-1: a smaller copy in VPC 10.1.0.0/16, and a VPC of shared services, 10.2.0.0/16, peered with it.</summary>
internal static class StagingWorld
{
    private static readonly Vpc Vpc = new("staging", DemoWorld.Staging, "us-east-1", "use1-az1");
    private static readonly Vpc Shared = new("shared-services", DemoWorld.Staging, "us-east-1", "use1-az2");

    public static IEnumerable<FlowLog> FlowLogs()
    {
        var web = new Machine(Vpc, "web-1", "10.1.1.10");
        var app = new Machine(Vpc, "app-1", "10.1.2.20");
        var database = new Machine(Vpc, "database", "10.1.3.7");
        var cache = new Machine(Vpc, "cache", "10.1.3.20");
        var nat = new Machine(Vpc, "nat", "10.1.0.10");
        var monitoring = new Machine(Shared, "monitoring", "10.2.4.5");
        var dns = new Machine(Shared, "dns", "10.2.0.53");
        var bastion = new Machine(Shared, "bastion", "10.2.0.5");
        Machine[] scraped = [web, app, database, cache, nat, dns, bastion];

        var connections = new List<Connection>();
        Pools.Add(connections, [web], [app], count: 3, port: 8080, packetsPerSecond: 1.5, requestBytes: 420, responseBytes: 1100);
        Pools.Add(connections, [app], [database], count: 4, port: 5432, packetsPerSecond: 1.2, requestBytes: 180, responseBytes: 760);
        Pools.Add(connections, [app], [cache], count: 3, port: 6379, packetsPerSecond: 2, requestBytes: 96, responseBytes: 340);
        Pools.Add(connections, [monitoring], scraped, count: 1, port: 9100, packetsPerSecond: 0.8, requestBytes: 140, responseBytes: 1350);
        connections.Add(new("staging/app>github", Links.ThroughNat(app, nat, PublicAddresses.GitHub), 443, 0.5, 310, 880, Schedule.Renewed(2, 17)));
        connections.Add(new("staging/app>s3", Links.ThroughNat(app, nat, PublicAddresses.S3Virginia), 443, 0.6, 900, 120, Schedule.Renewed(1, 29)));

        // Someone works on the machines from nine to five.
        foreach (var host in (Machine[])[web, app, database])
        {
            connections.Add(new($"{bastion}>{host}", Links.Between(bastion, host), 22, 0.4, 90, 180, Schedule.Daily(9, 8)));
        }

        Machine[] lookers = [web, app];
        return
        [
            new(
                Vpc, DemoFormat.Inside,
                new InsideTraffic(Vpc, connections, [Pools.PageVisits("staging/pages", 0.04, [web]), Pools.Lookups("staging/dns", 0.06, lookers, dns, Vpc)]),
                Period: 8, Phase: 2),
            new(
                Shared, DemoFormat.Inside,
                new InsideTraffic(Shared, connections, [Pools.Lookups("staging/dns", 0.06, lookers, dns, Shared)]),
                Period: 8, Phase: 6),
        ];
    }
}
