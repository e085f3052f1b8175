namespace FlowOptics.Lake;

/// <summary>A table that holds records or sums of them, by time.</summary>
/// <param name="Name">As in <see cref="LakeSchema"/>.</param>
/// <param name="Time">The column that says when: start_time itself, or start_time // <paramref name="Unit"/>.</param>
/// <param name="Unit">Seconds.</param>
internal sealed record LakeTable(string Name, string Time, long Unit)
{
    private const long Hour = 3600;
    private const long Day = 86_400;

    public static readonly LakeTable Flows = new("flows", "start_time", 1);
    public static readonly LakeTable LinksHour = new("links_hour", "hour", Hour);
    public static readonly LakeTable LinksDay = new("links_day", "day", Day);
    public static readonly LakeTable PlacesHour = new("places_hour", "hour", Hour);
    public static readonly LakeTable HostsDay = new("hosts_day", "day", Day);
    public static readonly LakeTable Owners = new("owners", "hour", Hour);

    public bool IsFlows => Unit == 1;
}
