using FlowOptics.Flows;

namespace FlowOptics.Geo.Networks;

/// <summary>Gives each AS number one <see cref="Network"/>: the organisation is the one that its first row names.</summary>
internal sealed class NetworkPool
{
    private readonly Dictionary<uint, int> _indices = new() { [0] = 0 };
    private readonly List<Network> _networks = [Network.None];

    public int IndexOf(in AsnRow row)
    {
        ref var index = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_indices, row.Asn, out var known);
        if (!known)
        {
            index = _networks.Count;
            _networks.Add(new Network(row.Asn, row.OrganizationName()));
        }

        return index;
    }

    public Network[] ToArray() => [.. _networks];
}
