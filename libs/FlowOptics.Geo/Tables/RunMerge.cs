namespace FlowOptics.Geo.Tables;

/// <summary>Goes through several run lists at once.</summary>
internal static class RunMerge
{
    /// <summary>Calls <paramref name="begin"/> at each address where a list begins another run, from 0 up.</summary>
    public static void Each(Action<Start> begin, params RunList[] lists)
    {
        var runs = new int[lists.Length];
        var numbers = new int[lists.Length];
        UInt128 at = 0;
        while (true)
        {
            UInt128? next = null;
            for (var list = 0; list < lists.Length; list++)
            {
                var runsOf = lists[list];
                while (runs[list] + 1 < runsOf.Count && runsOf.StartOf(runs[list] + 1) <= at) runs[list]++;
                numbers[list] = runsOf.ValueOf(runs[list]);
                if (runs[list] + 1 < runsOf.Count && !(runsOf.StartOf(runs[list] + 1) >= next)) next = runsOf.StartOf(runs[list] + 1);
            }

            begin(new Start(at, numbers));
            if (next is null) return;
            at = next.Value;
        }
    }

    /// <param name="Numbers">One for each list; good until the next call.</param>
    internal readonly record struct Start(UInt128 At, int[] Numbers);
}
