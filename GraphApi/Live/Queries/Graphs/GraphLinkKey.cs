namespace FlowOptics.GraphApi.Live;

/// <summary>A link between the graph's nodes.</summary>
internal readonly record struct GraphLinkKey(NodeKey Source, NodeKey Target, int Label)
{
    public uint Hash => LiveHash.Of(Of(Source), Of(Target), (uint)Label);

    private static ulong Of(NodeKey node) => node.First.Low ^ (node.First.High << 1) ^ ((ulong)(uint)node.Number << 32) ^ ((ulong)node.Group << 56);
}
