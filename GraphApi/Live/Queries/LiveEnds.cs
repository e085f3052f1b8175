using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Live;

/// <summary>The addresses of an entry's ends.</summary>
internal readonly record struct LiveEnds(Address Src, Address Dst)
{
    public TrafficDirection Direction => AddressKinds.DirectionOf(AddressKinds.KindOf(Src), AddressKinds.KindOf(Dst));
}
