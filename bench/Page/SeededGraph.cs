using System.Text.Json;

namespace FlowOptics.Bench.Page;

/// <summary>
/// A made answer of <c>/api/v1/graph</c>, as GraphApi would write it: a fifth of the nodes are inside addresses, few of them hubs; each link has ends of
/// its own, so that folding makes nothing smaller. The same for the same seed.
/// </summary>
internal sealed class SeededGraph
{
    private static readonly (string Label, string Service)[] Ports = [("443", "https"), ("80", "http"), ("22", "ssh"), ("53", "domain"), ("5432", "postgresql"), ("3389", "ms-wbt-server")];
    private static readonly string[] Countries = ["CN", "US", "DE", "BR"];
    private static readonly string[] Tables = ["links_hour"];
    private static readonly int[] Tcp = [6];
    private static readonly object None = Traffic(0);

    private readonly int _nodes;
    private readonly Random _random;

    private SeededGraph(int nodes, int seed)
    {
        _nodes = nodes;
        _random = new Random(seed);
    }

    private int Inside => _nodes / 5;

    public static string Json(int nodes, int links, int seed = 7)
    {
        var graph = new SeededGraph(nodes, seed);
        return JsonSerializer.Serialize(new
        {
            source = "history",
            mode = "all",
            label = "service",
            from = "2026-11-22T00:00:00+00:00",
            to = "2026-11-22T09:00:00+00:00",
            nodes = Enumerable.Range(0, nodes).Select(graph.Node),
            links = graph.Links(links),
            totalLinks = links,
            accepted = Traffic(1_000_000),
            rejected = Traffic(200_000),
            other = None,
            group = "ip",
            order = "bytes",
            rest = ByAction(None),
            deduplicated = (object?)null,
            compared = (object?)null,
            gone = (object?)null,
            totalGone = (object?)null,
            plan = new { tables = Tables, rowsRead = links, elapsedMs = 1 },
        });
    }

    private static object Traffic(int flows) => new { flows, packets = flows * 4L, bytes = flows * 900L };

    private static object ByAction(object traffic) => new { accepted = traffic, rejected = traffic, other = traffic, total = traffic };

    private object Node(int number)
    {
        var inside = number < Inside;
        var asn = 4000 + (number % 300);
        return new
        {
            id = Address(number),
            kind = inside ? "private" : "public",
            country = inside ? null : Countries[number % 4],
            city = (string?)null,
            asn = inside ? null : (int?)asn,
            organization = inside ? null : $"Network {asn}",
            awsService = (string?)null,
            awsRegion = (string?)null,
            interfaceId = inside ? $"eni-{number:x8}" : null,
            account = inside ? "123456789012" : null,
            region = inside ? "eu-west-1" : null,
            sent = Traffic(10),
            received = Traffic(10),
            group = "ip",
            addresses = 1,
            vpcId = (string?)null,
            subnetId = (string?)null,
            instanceId = (string?)null,
            tags = (object?)null,
            first = "2026-11-22T00:00:00+00:00",
            last = "2026-11-22T09:00:00+00:00",
        };
    }

    private List<object> Links(int wanted)
    {
        var links = new List<object>(wanted);
        var pairs = new HashSet<(int, int)>();
        void Add(int source, int target)
        {
            if (source == target || !pairs.Add((source, target))) return;
            var (label, service) = Ports[_random.Next(Ports.Length)];
            var traffic = Traffic(1 + (int)(5000 * Math.Pow(_random.NextDouble(), 6)));
            var share = _random.NextDouble();
            links.Add(new
            {
                source = Address(source),
                target = Address(target),
                label,
                service,
                protocols = Tcp,
                accepted = share < 0.2 ? None : traffic,
                rejected = share is < 0.2 or > 0.95 ? traffic : None,
                other = None,
                first = "2026-11-22T00:00:00+00:00",
                last = "2026-11-22T09:00:00+00:00",
                change = (string?)null,
                before = (object?)null,
            });
        }

        for (var node = 1; node < _nodes; node++) Add(node, Hub());
        while (links.Count < wanted)
        {
            if (_random.Next(2) == 0) Add(_random.Next(_nodes), Hub());
            else Add(Hub(), _random.Next(_nodes));
        }

        return links;
    }

    private int Hub() => (int)(Inside * Math.Pow(_random.NextDouble(), 3));

    private string Address(int number) =>
        number < Inside ? $"10.{number >> 14}.{(number >> 8) & 63}.{number & 255}" : $"{11 + (number % 200)}.{(number >> 8) & 255}.{number & 255}.{(number * 7) & 255}";
}
