using System.Collections;
using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Live;

/// <summary>A port passes a test that all ports which the window does not tell apart pass, or none of them.</summary>
internal sealed class LivePortTest : LivePredicate
{
    private readonly BitArray _passing;
    private readonly bool _isSource;

    private LivePortTest(BitArray passing, bool isSource)
    {
        _passing = passing;
        _isSource = isSource;
    }

    /// <returns>Null where the test tells ports apart that the window does not.</returns>
    public static LivePortTest? Of(ValueTest test, bool isSource)
    {
        var passing = new BitArray(ushort.MaxValue + 1);
        bool? folded = null;
        for (var port = 0; port <= ushort.MaxValue; port++)
        {
            var passes = passing[port] = test.Matches(port);
            if (LiveEntry.IsKept((ushort)port)) continue;
            folded ??= passes;
            if (folded != passes) return null;
        }

        return new LivePortTest(passing, isSource);
    }

    // The port that stands for all others is one of them.
    public override bool Matches(in LiveEntry entry, in LiveEnds ends) => _passing[_isSource ? entry.SrcPort : entry.DstPort];
}
