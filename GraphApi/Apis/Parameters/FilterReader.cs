using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Apis;

/// <summary>Reads conditions in the filter language, with the named sets that are in force.</summary>
internal sealed class FilterReader(NamedSets sets)
{
    /// <summary>Another number after each change of what a filter may mean.</summary>
    public int Version => sets.Current.Version;

    /// <returns>Null for none.</returns>
    /// <exception cref="FilterException">The text is no filter.</exception>
    public FlowFilter? Read(string? text) => string.IsNullOrWhiteSpace(text) ? null : FlowFilter.Parse(text, sets.Current.Sets);
}
