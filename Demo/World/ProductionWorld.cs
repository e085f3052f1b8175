using FlowOptics.Demo.Inside;
using FlowOptics.Demo.Records;

namespace FlowOptics.Demo.World;

/// <summary>Account 123456789012, eu-west-1, VPC 10.0.0.0/16: a web shop's inside.</summary>
internal static class ProductionWorld
{
    private static readonly Vpc Vpc = new("production", DemoWorld.Production, "eu-west-1", "euw1-az1");

    public static IEnumerable<FlowLog> FlowLogs()
    {
        var web = Machines("web", "10.0.1.", 10, 4);
        var app = Machines("app", "10.0.2.", 20, 4);
        var database = new Machine(Vpc, "database", "10.0.3.7");
        var cache = new Machine(Vpc, "cache", "10.0.3.20");
        var dns = new Machine(Vpc, "dns", "10.0.0.2");
        var nat = new Machine(Vpc, "nat", "10.0.0.10");
        var monitoring = new Machine(Vpc, "monitoring", "10.0.4.5");
        var batch = new Machine(Vpc, "batch", "10.0.5.9");
        var scanner = new Machine(Vpc, "scanner", "10.0.6.66");
        Machine[] scraped = [.. web, .. app, database, cache, nat, batch];

        var connections = new List<Connection>();
        Pools.Add(connections, web, app, count: 5, port: 8080, packetsPerSecond: 3, requestBytes: 420, responseBytes: 1100);
        Pools.Add(connections, app, [database], count: 12, port: 5432, packetsPerSecond: 2.5, requestBytes: 180, responseBytes: 760);
        Pools.Add(connections, app, [cache], count: 8, port: 6379, packetsPerSecond: 6, requestBytes: 96, responseBytes: 340);
        Pools.Add(connections, [monitoring], scraped, count: 1, port: 9100, packetsPerSecond: 1.2, requestBytes: 140, responseBytes: 1350);
        foreach (var client in app)
        {
            foreach (var service in (uint[])[PublicAddresses.GitHub, PublicAddresses.Cloudflare, PublicAddresses.Google, PublicAddresses.Fastly])
            {
                var name = $"{client}>{service}";
                connections.Add(new(name, Links.ThroughNat(client, nat, service), 443, 0.7, 310, 880, Schedule.Renewed(2, DemoHash.Of(name))));
            }
        }

        // At night the batch job reads the database and puts what it made into S3.
        for (var i = 0; i < 6; i++)
        {
            connections.Add(new($"{batch}>{database}/{i}", Links.Between(batch, database), 5432, 40, 110, 1380, Schedule.Daily(1, 2)));
        }

        connections.Add(new($"{batch}>s3", Links.ThroughNat(batch, nat, PublicAddresses.S3Ireland), 443, 90, 1400, 60, Schedule.Daily(2, 1)));
        connections.Add(new($"{batch}>hourly", Links.Between(batch, database), 5432, 15, 110, 1380, new(3600, 300, 240)));

        Machine[] lookers = [.. web, .. app, batch, monitoring];
        Visits[] visits =
        [
            Pools.PageVisits("production/pages", 0.3, web),
            Pools.Lookups("production/dns", 0.15, lookers, dns),
            Pools.Scanner("production/scanner", 0.25, scanner, [.. web, .. app, database, cache, monitoring, batch]),
        ];
        yield return new(Vpc, DemoFormat.Inside, new InsideTraffic(Vpc, connections, visits), Period: 4, Phase: 0);
    }

    private static Machine[] Machines(string role, string network, int first, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Machine(Vpc, $"{role}-{i + 1}", $"{network}{first + i}"))];
}
