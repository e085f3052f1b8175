using FlowOptics.Flows;
using FlowOptics.Geo.Tables;

namespace FlowOptics.Geo.Aws;

/// <summary>AWS's own ranges: from an address to service and region.</summary>
/// <remarks>
/// Ranges overlap, and everything is in AMAZON too. The longest prefix wins; for one prefix, any other service before EC2 (the space that others are carved
/// from), and EC2 before AMAZON; then a region before GLOBAL, and else the name that comes first in the alphabet, then the region: so one file gives one
/// answer, in whatever order it is written. (A longer prefix of AMAZON alone within EC2's is a service that AWS does not name, and no customer's instance.)
/// </remarks>
internal sealed class AwsRanges
{
    private const string Everything = "AMAZON";
    private const string Global = "GLOBAL";

    private readonly Numbered<AwsNetwork> _networks = new(AwsNetwork.None);

    public AwsRanges(string createDate, IEnumerable<AwsRange> ranges)
    {
        CreateDate = createDate;
        var all = ranges.ToList();
        Count = all.Count;
        Runs = Flatten(all);
    }

    public static AwsRanges None { get; } = new("", []);

    /// <summary>AWS's <c>createDate</c>, e.g. <c>2026-06-01-12-30-00</c> (UTC).</summary>
    public string CreateDate { get; }

    /// <summary>How many ranges the file has.</summary>
    public int Count { get; }

    /// <summary>From an address to an index into <see cref="Networks"/>.</summary>
    public RunList Runs { get; }

    /// <summary>Element 0 is <see cref="AwsNetwork.None"/>.</summary>
    public IReadOnlyList<AwsNetwork> Networks => _networks.Values;

    public AwsNetwork Find(Address address) => Networks[Runs.Find(Addresses.Wide(address))];

    /// <summary>Where AWS says that the network is; null where it does not (GLOBAL), or where the region is not in <see cref="AwsRegions"/>.</summary>
    public static Place? PlaceOf(AwsNetwork network) =>
        AwsRegions.Find(network.Region) is { } region ? new Place(region.Country, region.City, region.Latitude, region.Longitude) : null;

    // Prefixes are nested or apart, so the ones that are open at an address are a stack.
    private RunList Flatten(IEnumerable<AwsRange> ranges)
    {
        var sorted = ranges
            .GroupBy(range => range.Prefix)
            .Select(same => same
                .OrderBy(range => range.Network.Service == Everything)
                .ThenBy(range => range.Network.Service == "EC2")
                .ThenBy(range => range.Network.Region == Global)
                .ThenBy(range => range.Network.Service, StringComparer.Ordinal)
                .ThenBy(range => range.Network.Region, StringComparer.Ordinal)
                .First())
            .OrderBy(range => range.Prefix.First).ThenBy(range => range.Prefix.Length);
        var runs = new RunList();
        var open = new Stack<(UInt128 Last, int Number)>();
        foreach (var range in sorted)
        {
            var first = Addresses.Wide(range.Prefix.First);
            Close(runs, open, first);
            var number = _networks.NumberOf(range.Network);
            runs.Begin(first, number);
            open.Push((Addresses.Wide(range.Prefix.Last), number));
        }

        Close(runs, open, UInt128.MaxValue);
        return runs;
    }

    // Ends what ends below an address: what is around it goes on.
    private static void Close(RunList runs, Stack<(UInt128 Last, int Number)> open, UInt128 below)
    {
        while (open.TryPeek(out var top) && top.Last < below)
        {
            open.Pop();
            runs.Begin(top.Last + 1, open.TryPeek(out var around) ? around.Number : 0);
        }
    }
}
