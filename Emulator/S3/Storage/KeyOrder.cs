namespace FlowOptics.Emulator.S3.Storage;

/// <summary>The order in which S3 lists keys: by their bytes in UTF-8, which for surrogates is not the order of .NET's characters.</summary>
internal sealed class KeyOrder : IComparer<string>
{
    public static readonly KeyOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var common = x.AsSpan().CommonPrefixLength(y);
        if (common == x.Length || common == y.Length) return x.Length.CompareTo(y.Length);
        return Rank(x[common]).CompareTo(Rank(y[common]));
    }

    // Code points above U+FFFF are surrogates in .NET and come after all others in UTF-8.
    private static int Rank(char c) => c < 0xD800 ? c : char.IsSurrogate(c) ? c + 0x2000 : c - 0x800;
}
