using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Apis;

/// <summary>Reads conditions in the filter language.</summary>
internal sealed class FilterReader
{
    private readonly string _mend = "filter is not understood yet: leave it out.";

    /// <summary>Another number after each change of what a filter may mean.</summary>
    public int Version { get; private set; }

    /// <returns>Null for none.</returns>
    public FlowFilter? Read(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : throw new BadQueryException(_mend);
}
