namespace FlowOptics.Geo.Tables;

/// <summary>
/// A static B-tree over sorted keys of 64 bits, eight a node (a cache line) and nine children: seven lines are read where a binary search among three
/// million keys reads twenty-two. The lowest level holds all keys, each level above it the first key of every child but the first.
/// Signed keys, since processors compare those at once: an address's upper half with its highest bit turned over.
/// </summary>
internal static class KeyTree
{
    public const int Node = 8;
    public const int Children = 9;
    public const int MaxLevels = 12;

    public static long KeyOf(ulong high) => (long)(high ^ (1UL << 63));

    /// <summary>How many nodes each level has, from the root down. Keys are at least one.</summary>
    public static int[] Levels(long keys)
    {
        var levels = new List<int> { (int)((keys + Node - 1) / Node) };
        while (levels[0] > 1) levels.Insert(0, (levels[0] + Children - 1) / Children);
        return [.. levels];
    }

    /// <summary>All levels one after the other. Behind the last key a level is filled up with the largest one.</summary>
    public static long[] Build(ChunkedList<long> keys)
    {
        var levels = Levels(keys.Count);
        var tree = new long[levels.Sum(nodes => (long)nodes) * Node];
        Array.Fill(tree, long.MaxValue);
        var at = tree.Length - (levels[^1] * Node);
        for (var i = 0; i < keys.Count; i++) tree[at + i] = keys[i];
        // How many keys of the lowest level one child of this level spans.
        long span = Node;
        for (var level = levels.Length - 2; level >= 0; level--)
        {
            at -= levels[level] * Node;
            for (var node = 0; node < levels[level]; node++)
            {
                for (var key = 0; key < Node; key++)
                {
                    var first = (((long)node * Children) + key + 1) * span;
                    if (first < keys.Count) tree[at + (node * Node) + key] = keys[(int)first];
                }
            }

            span *= Children;
        }

        return tree;
    }
}
