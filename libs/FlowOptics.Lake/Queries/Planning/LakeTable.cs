namespace FlowOptics.Lake;

/// <summary>A table that holds records or sums of them, by time.</summary>
/// <param name="Name">As in <see cref="LakeSchema"/>.</param>
/// <param name="Time">The column that says when: start_time itself, or start_time // <paramref name="Unit"/>.</param>
/// <param name="Unit">Seconds.</param>
/// <param name="Filter">What a filter can ask of it; null: nothing.</param>
internal sealed record LakeTable(string Name, string Time, long Unit, FilterColumns? Filter)
{
    private const long Hour = 3600;
    private const long Day = 86_400;

    public static readonly LakeTable Flows = new("flows", "start_time", 1, FilterColumns.Flows);
    /// <summary>Of <see cref="ExtractLake"/>: records of another store that have been added up there, with the columns of <c>flows</c> and how many each row stands for.</summary>
    public static readonly LakeTable Matched = new("matched", "start_time", 1, FilterColumns.Flows);
    public static readonly LakeTable ServicesHour = new("services_hour", "hour", Hour, FilterColumns.Services);
    public static readonly LakeTable PlacesHour = new("places_hour", "hour", Hour, FilterColumns.Places);
    public static readonly LakeTable PlacesDay = new("places_day", "day", Day, FilterColumns.Places);
    public static readonly LakeTable LinksDay = new("links_day", "day", Day, FilterColumns.Links);
    public static readonly LakeTable HostsDay = new("hosts_day", "day", Day, FilterColumns.Hosts);
    public static readonly LakeTable Owners = new("owners", "hour", Hour, null);

    /// <summary>Whether it has the columns of <c>flows</c>.</summary>
    public bool IsFlows => Unit == 1;

    /// <summary>How many records a row stands for.</summary>
    public string Records => this == Flows ? "1" : "flows";

    /// <summary>Whether account and region are in a column <c>scope</c>; else they are those of <c>origin</c>.</summary>
    public bool HasScope => this != Owners;
}
