using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>A graph's node before it is text: an address, a prefix, or a number of <see cref="LiveGroups"/>.</summary>
/// <param name="First">The address, or the prefix's first one; none of a number.</param>
/// <param name="Number">The prefix's length, or the number of the group's text.</param>
internal readonly record struct NodeKey(GraphGroup Group, Address First, int Number)
{
    public bool IsGroup => Group != GraphGroup.Ip;

    public static NodeKey Of(Address address) => new(GraphGroup.Ip, address, 0);

    public static NodeKey Of(Prefix prefix) => new(GraphGroup.Subnet, prefix.First, prefix.Length);
}
