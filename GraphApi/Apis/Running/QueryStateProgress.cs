using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>Keeps the latest of what a query says of itself.</summary>
internal sealed class QueryStateProgress : IProgress<QueryProgress>
{
    public QueryProgress Latest { get; private set; } = new("queued");

    public void Report(QueryProgress value) => Latest = value;
}
