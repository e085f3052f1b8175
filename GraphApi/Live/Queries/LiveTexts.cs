using System.Runtime.InteropServices;
using System.Text;
using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Live;

/// <summary>What the numbers of the bucket stand for that is gone through, each made once.</summary>
internal sealed class LiveTexts
{
    private readonly Dictionary<int, Place> _places = [];
    private readonly Dictionary<int, Network> _networks = [];
    private readonly Dictionary<int, string> _interfaces = [];
    private LiveBucket? _bucket;

    public void Enter(LiveBucket bucket)
    {
        _bucket = bucket;
        _places.Clear();
        _networks.Clear();
        _interfaces.Clear();
    }

    public Place PlaceOf(int number)
    {
        if (number == 0) return Place.None;
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, number, out _);
        return place ??= _bucket!.PlaceOf(number);
    }

    public Network NetworkOf(int number)
    {
        if (number == 0) return Network.None;
        ref var network = ref CollectionsMarshal.GetValueRefOrAddDefault(_networks, number, out _);
        return network ??= _bucket!.NetworkOf(number);
    }

    /// <summary>Null for none.</summary>
    public string? InterfaceOf(int number)
    {
        if (number == 0) return null;
        ref var text = ref CollectionsMarshal.GetValueRefOrAddDefault(_interfaces, number, out _);
        return text ??= Encoding.UTF8.GetString(_bucket!.Interfaces[number]);
    }

    public (string Account, string Region) ScopeOf(int number) => _bucket!.Scopes[number];
}
