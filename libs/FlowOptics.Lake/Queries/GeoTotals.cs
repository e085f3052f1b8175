using FlowOptics.Flows;

namespace FlowOptics.Lake;

/// <summary>The sums of a geo answer.</summary>
public sealed class GeoTotals
{
    private Traffic _accepted;
    private Traffic _rejected;
    private Traffic _other;
    private Traffic _unplaced;

    public void Add(FlowAction action, Traffic traffic)
    {
        switch (action)
        {
            case FlowAction.Accept:
                _accepted += traffic;
                break;
            case FlowAction.Reject:
                _rejected += traffic;
                break;
            default:
                _other += traffic;
                break;
        }
    }

    public void AddUnplaced(Traffic traffic) => _unplaced += traffic;

    public GeoAnswer ToAnswer(DateTimeOffset from, DateTimeOffset to, IReadOnlyList<GeoPlace> places) => new(from, to, places, _accepted, _rejected, _other, _unplaced);
}
