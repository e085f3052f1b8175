using System.Globalization;

namespace FlowOptics.Lake;

/// <summary>What statements cost: by the bytes that they read, megabytes rounded up, ten at least.</summary>
/// <remarks>https://aws.amazon.com/athena/pricing/</remarks>
internal static class AthenaCost
{
    private const long Megabyte = 1024 * 1024;
    private const long Least = 10 * Megabyte;
    private const double Terabyte = 1024.0 * 1024 * Megabyte;

    /// <param name="bytes">Of one statement; 0 for one that read nothing: a result that is used again.</param>
    public static double Of(long bytes, AthenaOptions options) =>
        bytes <= 0 ? 0 : Math.Max(Least, (bytes + Megabyte - 1) / Megabyte * Megabyte) / Terabyte * options.DollarsPerTerabyte;

    public static UnsupportedQueryException TooMuch(long bytes, AthenaOptions options) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"the question reads {bytes / 1e9:0.###} GB or more, and may read {options.ScanLimit / 1e9:0.###}: narrow the range, name an account and a region, or raise FlowOptics:Athena:ScanLimitGigabytes"));
}
