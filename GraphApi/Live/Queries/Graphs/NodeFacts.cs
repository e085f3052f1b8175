using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>What is found out about a shown node. Of a group's facts those count that all of its addresses agree upon that have any.</summary>
internal sealed class NodeFacts
{
    private AgreedText _country;
    private AgreedText _city;
    private AgreedText _organization;
    private AgreedText _awsService;
    private AgreedText _awsRegion;
    private AgreedText _interface;
    private AgreedText _vpc;
    private AgreedText _subnet;
    private AgreedText _instance;
    private AgreedText _account;
    private AgreedText _region;
    private string? _leastAccount;
    private string? _leastRegion;
    private uint _leastAsn = uint.MaxValue;
    private uint _greatestAsn;
    private Address? _least;
    private long _addresses;
    private Traffic _sent;
    private Traffic _received;
    private long _first = long.MaxValue;
    private long _last = long.MinValue;

    public void Add(in LinkSum sum, bool isSent)
    {
        if (isSent) _sent += sum.Traffic.Total;
        else _received += sum.Traffic.Total;
        _first = Math.Min(_first, sum.First);
        _last = Math.Max(_last, sum.Last);
    }

    /// <summary>An address of the node: each once.</summary>
    public void Add(Address address, LiveOwner owner, InterfaceFacts? facts)
    {
        _addresses++;
        if (_least is null || address < _least) _least = address;
        _interface.Add(owner.InterfaceId);
        _vpc.Add(facts?.VpcId);
        _subnet.Add(facts?.SubnetId);
        _instance.Add(facts?.InstanceId);
        _account.Add(owner.Account);
        _region.Add(owner.Region);
    }

    public void Note(Place place, Network network)
    {
        _country.Add(place.Country);
        _city.Add(place.City);
        _organization.Add(network.Organization);
        _awsService.Add(network.AwsService);
        _awsRegion.Add(network.AwsRegion);
        if (network.Asn == 0) return;
        _leastAsn = Math.Min(_leastAsn, network.Asn);
        _greatestAsn = Math.Max(_greatestAsn, network.Asn);
    }

    /// <summary>The log's account and region, for an address that no interface logged as its own.</summary>
    public void Note((string Account, string Region) scope)
    {
        _leastAccount = Least(_leastAccount, scope.Account);
        _leastRegion = Least(_leastRegion, scope.Region);
    }

    public GraphNode ToNode(string id, GraphGroup group)
    {
        var kind = AddressKinds.KindOf(_least ?? default);
        var isOpen = group == GraphGroup.Ip && _account.Value is null && kind != AddressKind.Public;
        return new GraphNode(
            id,
            kind,
            _country.Value,
            _city.Value,
            _leastAsn == _greatestAsn ? _greatestAsn : null,
            _organization.Value,
            _awsService.Value,
            _awsRegion.Value,
            _interface.Value,
            isOpen ? _leastAccount : _account.Value,
            isOpen ? _leastRegion : _region.Value,
            _sent,
            _received)
        {
            Group = group,
            Addresses = _addresses,
            VpcId = _vpc.Value,
            SubnetId = _subnet.Value,
            InstanceId = _instance.Value,
            First = _last == long.MinValue ? null : DateTimeOffset.FromUnixTimeSeconds(_first),
            Last = _last == long.MinValue ? null : DateTimeOffset.FromUnixTimeSeconds(_last),
        };
    }

    private static string? Least(string? left, string right) => left is null || string.CompareOrdinal(right, left) < 0 ? right : left;
}
