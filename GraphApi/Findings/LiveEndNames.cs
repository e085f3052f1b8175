using FlowOptics.GraphApi.Live;

namespace FlowOptics.GraphApi.Findings;

/// <summary>Countries and networks of a bucket's numbers, each decoded once.</summary>
internal sealed class LiveEndNames
{
    private readonly Dictionary<int, string> _countries = [];
    private readonly Dictionary<int, (uint Asn, string Organization)> _networks = [];
    private LiveBucket? _bucket;

    public void Enter(LiveBucket bucket)
    {
        _bucket = bucket;
        _countries.Clear();
        _networks.Clear();
    }

    /// <summary>Empty: none.</summary>
    public string CountryOf(int place)
    {
        if (place == 0) return "";
        if (!_countries.TryGetValue(place, out var country)) _countries.Add(place, country = _bucket!.PlaceOf(place).Country);
        return country;
    }

    /// <summary>0: none.</summary>
    public (uint Asn, string Organization) NetworkOf(int number)
    {
        if (number == 0) return (0, "");
        if (!_networks.TryGetValue(number, out var network))
        {
            var found = _bucket!.NetworkOf(number);
            _networks.Add(number, network = (found.Asn, found.Organization));
        }

        return network;
    }
}
