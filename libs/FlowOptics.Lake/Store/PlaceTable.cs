using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>Numbers places and networks, so that a row holds four bytes for each. New ones are written in the writer's transaction.</summary>
internal sealed class PlaceTable
{
    private readonly Dictionary<Place, int> _places = [];
    private readonly Dictionary<Network, int> _networks = [];
    private readonly List<Place> _newPlaces = [];
    private readonly List<Network> _newNetworks = [];

    /// <summary>Reads what is committed, and forgets what was not.</summary>
    public void Load(DuckDbConnection connection)
    {
        _newPlaces.Clear();
        _newNetworks.Clear();
        _places.Clear();
        _networks.Clear();
        _places.Add(Place.None, 0);
        _networks.Add(Network.None, 0);
        using var places = connection.Query("SELECT id, country, city, latitude, longitude FROM places");
        foreach (var row in places.ToRows()) _places[new Place((string)row[1]!, (string)row[2]!, row[3] as float? ?? float.NaN, row[4] as float? ?? float.NaN)] = (int)row[0]!;
        using var networks = connection.Query("SELECT id, asn, organization, aws_service, aws_region FROM networks");
        foreach (var row in networks.ToRows()) _networks[new Network((uint)row[1]!, (string)row[2]!, (string)row[3]!, (string)row[4]!)] = (int)row[0]!;
    }

    public int IdOf(Place place)
    {
        if (_places.TryGetValue(place, out var id)) return id;
        _newPlaces.Add(place);
        _places.Add(place, id = _places.Count);
        return id;
    }

    public int IdOf(Network network)
    {
        if (_networks.TryGetValue(network, out var id)) return id;
        _newNetworks.Add(network);
        _networks.Add(network, id = _networks.Count);
        return id;
    }

    /// <summary>Writes the new ones.</summary>
    public void Save(DuckDbConnection connection)
    {
        if (_newPlaces.Count > 0)
        {
            using var rows = connection.CreateAppender("places");
            InChunks(rows, _newPlaces, (row, place) =>
            {
                rows.Column<int>(0)[row] = _places[place];
                rows.SetText(1, row, place.Country);
                rows.SetText(2, row, place.City);
                if (float.IsNaN(place.Latitude)) rows.SetNull(3, row);
                else rows.Column<float>(3)[row] = place.Latitude;
                if (float.IsNaN(place.Longitude)) rows.SetNull(4, row);
                else rows.Column<float>(4)[row] = place.Longitude;
            });
            _newPlaces.Clear();
        }

        if (_newNetworks.Count > 0)
        {
            using var rows = connection.CreateAppender("networks");
            InChunks(rows, _newNetworks, (row, network) =>
            {
                rows.Column<int>(0)[row] = _networks[network];
                rows.Column<uint>(1)[row] = network.Asn;
                rows.SetText(2, row, network.Organization);
                rows.SetText(3, row, network.AwsService);
                rows.SetText(4, row, network.AwsRegion);
            });
            _newNetworks.Clear();
        }
    }

    private static void InChunks<T>(DuckDbAppender rows, List<T> items, Action<int, T> write)
    {
        var row = 0;
        foreach (var item in items)
        {
            write(row++, item);
            if (row < rows.Capacity) continue;
            rows.Append(row);
            row = 0;
        }

        if (row > 0) rows.Append(row);
        rows.Flush();
    }
}
