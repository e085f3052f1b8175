using FlowOptics.Demo.World;

namespace FlowOptics.Demo.Inside;

/// <summary>The usual shapes of inside traffic.</summary>
internal static class Pools
{
    private const byte SynFin = 3;
    private const byte SynAckFin = 19;

    // What a careless scanner inside knocks at.
    private static readonly int[] KnockedPorts = [21, 22, 23, 25, 80, 110, 135, 139, 445, 1433, 3306, 3389, 5900, 8080, 8443, 27017];

    /// <summary>A pool of <paramref name="count"/> connections from each client to each server.</summary>
    public static void Add(
        List<Connection> connections, IEnumerable<Machine> clients, IReadOnlyList<Machine> servers,
        int count, int port, double packetsPerSecond, int requestBytes, int responseBytes)
    {
        foreach (var client in clients)
        {
            foreach (var server in servers)
            {
                for (var i = 0; i < count; i++)
                {
                    var name = $"{client}>{server}:{port}/{i}";
                    var hash = DemoHash.Of(name);
                    var share = 0.6 + hash % 80 / 100.0;
                    connections.Add(new(
                        name, Links.Between(client, server), port, packetsPerSecond * share, requestBytes, responseBytes,
                        Schedule.Renewed(3 + (int)(hash % 5), hash)));
                }
            }
        }
    }

    /// <summary>Pages fetched by public visitors.</summary>
    public static Visits PageVisits(string name, double perSecond, IReadOnlyList<Machine> servers) => new(name, perSecond, (hash, second, text) =>
    {
        var visitor = PublicAddresses.Visitor(ref hash);
        var server = servers[DemoHash.Take(ref hash, servers.Count)];
        var port = DemoHash.Take(ref hash, 100) < 85 ? 443 : 80;
        var requests = 6 + DemoHash.Take(ref hash, 30);
        var responses = requests + DemoHash.Take(ref hash, 60);
        Links.FromInternet(visitor, server).Write(
            new(1024 + DemoHash.Take(ref hash, 64_000), port, 6,
                requests, requests * (60L + DemoHash.Take(ref hash, 200)), responses, responses * (400L + DemoHash.Take(ref hash, 1000)),
                second, second, SynFin, SynAckFin),
            text);
    });

    /// <summary>Names looked up over UDP.</summary>
    /// <param name="inside">Only what the interfaces of this VPC see; null: all.</param>
    public static Visits Lookups(string name, double perSecond, IReadOnlyList<Machine> clients, Machine dns, Vpc? inside = null)
    {
        var views = clients.Select(client => Links.Between(client, dns).Where(view => inside is null || view.At.Vpc == inside).ToArray()).ToArray();
        return new(name, perSecond, (hash, second, text) =>
        {
            var seen = views[DemoHash.Take(ref hash, views.Length)];
            var exchange = new Exchange(
                32_768 + DemoHash.Take(ref hash, 28_000), 53, 17, 1, 56 + DemoHash.Take(ref hash, 40), 1, 90 + DemoHash.Take(ref hash, 200), second, second, 0, 0);
            foreach (var view in seen) view.Write(exchange, text);
        });
    }

    /// <summary>
    /// Knocks at addresses that exist and ones that do not. The knock leaves the scanner's interface (accepted there), and is rejected at the
    /// target's, by its security group.
    /// </summary>
    public static Visits Scanner(string name, double perSecond, Machine scanner, IReadOnlyList<Machine> targets) => new(name, perSecond, (hash, second, text) =>
    {
        var target = DemoHash.Take(ref hash, 100) < 70 ? targets[DemoHash.Take(ref hash, targets.Count)] : null;
        var address = target?.Address ?? (scanner.Address & 0xffff_0000) | (uint)(0x0700 + DemoHash.Take(ref hash, 0x0800));
        var knock = new Exchange(
            40_000 + DemoHash.Take(ref hash, 20_000), KnockedPorts[DemoHash.Take(ref hash, KnockedPorts.Length)], 6, 1, 44, 0, 0, second, second, 2, 0);
        View.Plain(scanner, scanner.Address, address, clientLeaves: true, 1).Write(knock, text);
        if (target is not null) View.Plain(target, scanner.Address, address, clientLeaves: false, 1).Write(knock with { Accepted = false }, text);
    });
}
