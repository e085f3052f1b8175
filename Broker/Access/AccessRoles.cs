namespace FlowOptics.Broker.Access;

/// <summary>The rules of the product's own services and of its viewers: each service has its own topics, and a name of its own.</summary>
internal static class AccessRoles
{
    private const string Root = "flowoptics/v1/";

    public const string Viewer = "viewer";

    private static readonly AccessRights[] Roles =
    [
        Service("ingestor", [], [Root + "raw/#", Root + "objects/#"]),
        Service("enricher", ["$share/enricher/" + Root + "raw/#"], [Root + "flows/#", Root + "map/#", Root + "events/#", "ipgeolocator/#"]),
        Service("graphapi", [Root + "flows/#", Root + "objects/#"], []),
        Service("web", [Root + "map/#", Root + "events/#", Root + "status/#"], []) with { MayKeepSession = false },
        new(Viewer, [], [Root + "map/#", Root + "events/#", Root + "status/#", "$SYS/#"], [], MayKeepSession: false),
    ];

    public static IEnumerable<string> Names => Roles.Select(r => r.Owner!);

    /// <summary>Null: there is none of that name.</summary>
    public static AccessRights? Find(string name) => Array.Find(Roles, r => r.Owner == name);

    private static AccessRights Service(string name, string[] subscribe, string[] publish) =>
        new(name, [name + "-*"], subscribe, [.. publish, $"{Root}status/{name}/#"], MayKeepSession: true);
}
