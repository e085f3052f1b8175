using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Live;

/// <summary>A batch's own codes as the window's numbers: one look-up for each value of the batch, not for each record.</summary>
internal sealed class BatchNumbers
{
    private readonly LiveWindow _window;
    private readonly FlowBatch _flows;
    private readonly TextColumn? _interfaces;
    private readonly int[] _interfaceNumbers;
    private readonly int _scope;

    public BatchNumbers(LiveWindow window, EnrichedBatch batch)
    {
        _window = window;
        _flows = batch.Flows;
        Places = [.. batch.Places.Select(place => place == Place.None ? 0 : window.Places.Of(place))];
        Networks = [.. batch.Networks.Select(network => network == Network.None ? 0 : window.Networks.Of(network))];
        _interfaces = _flows.Text("interface-id");
        _interfaceNumbers = _interfaces is null ? [] : [.. _interfaces.Values.Select(window.Interfaces.Of)];
        // One scope for all records is the rule; only records that speak for themselves are asked one by one.
        var speak = (!_flows.AccountFromPath && _flows.Text("account-id") is not null) || (!_flows.RegionFromPath && _flows.Text("region") is not null);
        _scope = speak ? 0 : window.Scopes.Of((_flows.Account, _flows.Region));
    }

    public int[] Places { get; }

    public int[] Networks { get; }

    public int ScopeOf(int record) => _scope != 0 ? _scope : _window.Scopes.Of((_flows.AccountOf(record), _flows.RegionOf(record)));

    public int InterfaceOf(int record) => _interfaces is not null && _interfaces.Codes[record] is var code and > 0 ? _interfaceNumbers[code - 1] : 0;
}
