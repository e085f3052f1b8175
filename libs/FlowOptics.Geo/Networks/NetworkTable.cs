using FlowOptics.Flows;
using FlowOptics.Geo.Tables;

namespace FlowOptics.Geo.Networks;

/// <summary>The networks of an IPv4 file and an IPv6 file. Immutable.</summary>
internal sealed class NetworkTable
{
    private readonly AsnRanges _ipv4;
    private readonly AsnRanges _ipv6;
    private readonly Network[] _networks;

    private NetworkTable(AsnRanges ipv4, AsnRanges ipv6, Network[] networks) => (_ipv4, _ipv6, _networks) = (ipv4, ipv6, networks);

    /// <exception cref="GeoDatabaseException">As <see cref="AsnFile.Read(string, NetworkPool)"/>.</exception>
    public static NetworkTable Open(string ipv4, string ipv6)
    {
        var pool = new NetworkPool();
        var ranges4 = AsnFile.Read(ipv4, pool);
        var ranges6 = ipv6 == ipv4 ? ranges4 : AsnFile.Read(ipv6, pool);
        return new NetworkTable(ranges4, ranges6, pool.ToArray());
    }

    public IReadOnlyList<Network> Networks => _networks;

    /// <summary>From an address to an index into <see cref="Networks"/>.</summary>
    public RunList ToRuns()
    {
        var runs = new RunList();
        _ipv4.AddIPv4(runs);
        _ipv6.AddIPv6(runs);
        return runs.Complete();
    }

    public Network Find(Address address) => _networks[(address.IsIPv4 ? _ipv4 : _ipv6).Find(address)];
}
