namespace FlowOptics.GraphApi.Apis;

/// <summary>Which view of the records answers.</summary>
internal enum QuerySource
{
    History,
    Live,
}
