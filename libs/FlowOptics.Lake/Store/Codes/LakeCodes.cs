using FlowOptics.Flows;
using FlowOptics.Lake.DuckDb;

namespace FlowOptics.Lake;

/// <summary>The numbers of all that rows of flows only name: places, networks, scopes, interfaces, further texts. New ones are written in a writer's transaction. Numbers may be asked for by several threads, while none loads or saves.</summary>
internal sealed class LakeCodes
{
    // Interfaces come again and again, other texts may be unique (a container's id): bounded, so that hostile logs take no more memory than usual ones.
    public const int MostOrigins = 1 << 17;
    private const int MostExtras = 1 << 15;

    private readonly CodeTable<Place> _places = new();
    private readonly CodeTable<Network> _networks = new();
    private readonly CodeTable<LoggedScope> _scopes = new();
    private readonly CodeTable<LoggedInterface> _origins = new(MostOrigins);
    private readonly CodeTable<string> _extras = new(MostExtras);

    /// <summary>Reads what is committed, and forgets what was not.</summary>
    public void Load(DuckDbConnection connection)
    {
        Load(connection, "places", "country, city, latitude, longitude", _places, row => new Place((string)row[1]!, (string)row[2]!, row[3] as float? ?? float.NaN, row[4] as float? ?? float.NaN));
        _places.Add(0, Place.None);
        Load(connection, "networks", "asn, organization, aws_service, aws_region", _networks, row => new Network((uint)row[1]!, (string)row[2]!, (string)row[3]!, (string)row[4]!));
        _networks.Add(0, Network.None);
        Load(connection, "scopes", "account, region", _scopes, row => new LoggedScope((string)row[1]!, (string)row[2]!));
        Load(
            connection, "origins", "scope, account_id, interface_id, vpc_id, subnet_id, instance_id", _origins,
            row => new LoggedInterface((int)row[1]!, row[2] as string, row[3] as string, row[4] as string, row[5] as string, row[6] as string));
        Load(connection, "extras", "value", _extras, row => (string)row[1]!);
    }

    public int IdOf(Place place) => _places.IdOf(place);

    public int IdOf(Network network) => _networks.IdOf(network);

    public int IdOf(LoggedScope scope) => _scopes.IdOf(scope);

    public int IdOf(in LoggedInterface origin) => _origins.IdOf(origin);

    /// <param name="extra">A JSON object, or null for none.</param>
    public int IdOf(string? extra) => extra is null ? 0 : _extras.IdOf(extra);

    /// <summary>Writes the new ones.</summary>
    public void Save(DuckDbConnection connection)
    {
        Save(connection, "places", _places, (rows, row, place) =>
        {
            rows.SetText(1, row, place.Country);
            rows.SetText(2, row, place.City);
            SetDegrees(rows, 3, row, place.Latitude);
            SetDegrees(rows, 4, row, place.Longitude);
        });
        Save(connection, "networks", _networks, (rows, row, network) =>
        {
            rows.Column<uint>(1)[row] = network.Asn;
            rows.SetText(2, row, network.Organization);
            rows.SetText(3, row, network.AwsService);
            rows.SetText(4, row, network.AwsRegion);
        });
        Save(connection, "scopes", _scopes, (rows, row, scope) =>
        {
            rows.SetText(1, row, scope.Account);
            rows.SetText(2, row, scope.Region);
        });
        Save(connection, "origins", _origins, (rows, row, origin) =>
        {
            rows.Column<int>(1)[row] = origin.Scope;
            rows.SetText(2, row, origin.AccountId);
            rows.SetText(3, row, origin.InterfaceId);
            rows.SetText(4, row, origin.VpcId);
            rows.SetText(5, row, origin.SubnetId);
            rows.SetText(6, row, origin.InstanceId);
        });
        Save(connection, "extras", _extras, (rows, row, extra) => rows.SetText(1, row, extra));
    }

    private static void Load<T>(DuckDbConnection connection, string table, string columns, CodeTable<T> codes, Func<object?[], T> read)
        where T : notnull
    {
        using var numbers = connection.Query($"SELECT coalesce(max(id), 0) FROM {table}");
        var last = (int)numbers.ToRows()[0][0]!;
        codes.Clear(last);
        // The newest, as many as it would remember.
        using var statement = connection.Prepare($"SELECT id, {columns} FROM {table} WHERE id > ?");
        using var rows = statement.Bind(1, (long)last - codes.Most).Execute();
        foreach (var row in rows.ToRows()) codes.Add((int)row[0]!, read(row));
    }

    private static void Save<T>(DuckDbConnection connection, string table, CodeTable<T> codes, Action<DuckDbAppender, int, T> write)
        where T : notnull
    {
        if (codes.New.Count == 0) return;
        using var rows = connection.CreateAppender(table);
        var row = 0;
        foreach (var (id, value) in codes.New)
        {
            rows.Column<int>(0)[row] = id;
            write(rows, row++, value);
            if (row < rows.Capacity) continue;
            rows.Append(row);
            row = 0;
        }

        if (row > 0) rows.Append(row);
        rows.Flush();
        codes.ForgetNew();
    }

    private static void SetDegrees(DuckDbAppender rows, int column, int row, float degrees)
    {
        if (float.IsNaN(degrees)) rows.SetNull(column, row);
        else rows.Column<float>(column)[row] = degrees;
    }
}
