namespace FlowOptics.Demo.World;

/// <summary>Numbers that look random and are the same in every run: a mixing of what they belong to (SplitMix64), so the seed is the world itself.</summary>
internal static class DemoHash
{
    private const ulong Seed = 0x466c_6f77_4f70_7469; // "FlowOpti"

    public static ulong Mix(ulong value)
    {
        value += 0x9e37_79b9_7f4a_7c15;
        value = (value ^ (value >> 30)) * 0xbf58_476d_1ce4_e5b9;
        value = (value ^ (value >> 27)) * 0x94d0_49bb_1331_11eb;
        return value ^ (value >> 31);
    }

    public static ulong Of(ulong a, ulong b) => Mix(Mix(Seed ^ a) ^ b);

    public static ulong Of(string name)
    {
        var hash = Seed;
        foreach (var letter in name) hash = Mix(hash ^ letter);
        return hash;
    }

    /// <summary>A number from 0 to <paramref name="bound"/> - 1 out of the bits of a hash; each call takes other bits by first mixing it.</summary>
    public static int Take(ref ulong hash, int bound)
    {
        hash = Mix(hash);
        return (int)((hash >> 32) * (ulong)bound >> 32);
    }

    /// <summary>An AWS resource id: a prefix and 17 hex digits.</summary>
    public static string Id(string prefix, string name) => $"{prefix}0{Of(prefix + name):x16}";
}
