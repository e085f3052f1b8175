namespace FlowOptics.GraphApi.Live;

/// <summary>A link's sums in the range asked for, and in the one to compare with.</summary>
internal struct ComparedSum()
{
    public LinkSum Now = new();
    public LinkSum Before = new();

    public readonly bool IsGone => Now.IsNone;

    public void Add(in LinkSum sum, bool isBefore)
    {
        if (isBefore) Before.Add(sum);
        else Now.Add(sum);
    }
}
