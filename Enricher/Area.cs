using FlowOptics.ServiceDefaults;

namespace FlowOptics.Enricher;

/// <summary>An account and region, as they stand in topics: what the live view is divided by.</summary>
internal readonly record struct Area(string Account, string Region)
{
    public static Area Of(string account, string region) => new(Topics.Level(account), Topics.Level(region));
}
