namespace FlowOptics.Geo.Tables;

/// <summary>The IPv6 part of a table: what holds from each upper half on, and the parts of those upper halves that are not all of one number.</summary>
internal sealed class IPv6Runs
{
    private IPv6Runs(RunList runs)
    {
        Begin(0, 0);
        var number = 0;
        for (var run = 0; run < runs.Count; run++)
        {
            var start = runs.StartOf(run);
            if (start <= Addresses.LastIPv4) continue;
            var high = (ulong)(start >> 64);
            // The end of what IPv4 has.
            if (start < Addresses.FirstPublicIPv6) continue;
            if ((ulong)start != 0)
            {
                run = AddDeep(runs, run, high, number);
                number = runs.ValueOf(run);
                if (high < ulong.MaxValue) Begin(high + 1, (uint)number);
                continue;
            }

            number = runs.ValueOf(run);
            if (run + 1 < runs.Count && (ulong)(runs.StartOf(run + 1) >> 64) == high)
            {
                run = AddDeep(runs, run, high, number);
                number = runs.ValueOf(run);
                if (high < ulong.MaxValue) Begin(high + 1, (uint)number);
            }
            else
            {
                Begin(high, (uint)number);
            }
        }
    }

    public ChunkedList<long> Keys { get; } = new();

    public ChunkedList<uint> Values { get; } = new();

    public List<DeepPlace> DeepIndex { get; } = [];

    public List<ulong> DeepStarts { get; } = [];

    public List<uint> DeepValues { get; } = [];

    public static IPv6Runs Of(RunList runs) => new(runs);

    // All runs that begin within one upper half, whose first number is given. Returns the last of them.
    private int AddDeep(RunList runs, int run, ulong high, int number)
    {
        var first = DeepStarts.Count;
        DeepStarts.Add(0);
        DeepValues.Add((uint)number);
        for (; run < runs.Count && (ulong)(runs.StartOf(run) >> 64) == high; run++)
        {
            if ((ulong)runs.StartOf(run) == 0) continue;
            DeepStarts.Add((ulong)runs.StartOf(run));
            DeepValues.Add((uint)runs.ValueOf(run));
        }

        Begin(high, TableLayout.Pointer | (uint)DeepIndex.Count);
        DeepIndex.Add(new DeepPlace(first, DeepStarts.Count - first));
        return run - 1;
    }

    private void Begin(ulong high, uint value)
    {
        var key = KeyTree.KeyOf(high);
        if (Keys.Count > 0 && Keys.Last == key)
        {
            Values.Last = value;
            return;
        }

        if (Values.Count > 0 && Values.Last == value) return;
        Keys.Add(key);
        Values.Add(value);
    }
}

/// <summary>Where the parts of one upper half begin among all, and how many they are.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential)]
internal record struct DeepPlace(int First, int Count);
