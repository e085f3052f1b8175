using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Apis;

/// <summary>Reads conditions in the filter language.</summary>
internal sealed class FilterReader
{
    private readonly string _mend = "filter is not understood yet: leave it out.";

    /// <returns>Null for none.</returns>
    public FlowFilter? Read(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : throw new BadQueryException(_mend);
}
