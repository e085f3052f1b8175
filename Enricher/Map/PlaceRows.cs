using FlowOptics.Flows;

namespace FlowOptics.Enricher.Map;

/// <summary>The rows of one place: one for each direction and action that came.</summary>
internal sealed class PlaceRows
{
    // Directions are 1 to 4, actions 0 to 2.
    private const int Actions = 3;

    private readonly MapRow?[] _rows = new MapRow?[5 * Actions];

    public ref MapRow? Of(TrafficDirection direction, FlowAction action) => ref _rows[((int)direction * Actions) + (int)action];
}
