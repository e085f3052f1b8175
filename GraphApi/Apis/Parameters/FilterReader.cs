using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>Reads conditions in the filter language, with the named sets that are in force and the text columns that records have had.</summary>
internal sealed class FilterReader(NamedSets sets, LakeValues values)
{
    /// <summary>Another number after each change of what a filter may mean.</summary>
    public int Version => sets.Current.Version;

    /// <summary>Text columns that records have had, beside those that AWS documents.</summary>
    public IReadOnlyList<string> Fields => values.Fields;

    /// <returns>Null for none.</returns>
    /// <exception cref="FilterException">The text is no filter.</exception>
    public FlowFilter? Read(string? text) => string.IsNullOrWhiteSpace(text) ? null : FlowFilter.Parse(text, sets.Current.Sets, values.Fields);
}
