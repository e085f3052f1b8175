using FlowOptics.Flows;

namespace FlowOptics.Enricher;

/// <summary>Records of a batch that follow each other and are of one account and region: one run where the object's path names both.</summary>
internal readonly record struct AreaRun(Area Area, int First, int End)
{
    public static IEnumerable<AreaRun> Of(FlowBatch batch)
    {
        var first = 0;
        for (var i = 1; i <= batch.Count; i++)
        {
            if (i < batch.Count && (Named(batch) || (batch.AccountOf(i) == batch.AccountOf(first) && batch.RegionOf(i) == batch.RegionOf(first)))) continue;
            yield return new AreaRun(Area.Of(batch.AccountOf(first), batch.RegionOf(first)), first, i);
            first = i;
        }
    }

    private static bool Named(FlowBatch batch) => batch is { AccountFromPath: true, RegionFromPath: true };
}
