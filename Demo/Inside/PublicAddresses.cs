using FlowOptics.Demo.World;

namespace FlowOptics.Demo.Inside;

/// <summary>
/// Where the simulated visitors and services are: address blocks of large access networks of all continents, and addresses of well-known
/// services. The visits are made up; nobody behind these addresses has anything to do with them.
/// </summary>
internal static class PublicAddresses
{
    public static readonly uint GitHub = Machine.ParseAddress("140.82.121.6");
    public static readonly uint Cloudflare = Machine.ParseAddress("104.16.132.229");
    public static readonly uint Google = Machine.ParseAddress("142.250.74.106");
    public static readonly uint Fastly = Machine.ParseAddress("151.101.1.195");
    public static readonly uint S3Ireland = Machine.ParseAddress("52.218.36.10");
    public static readonly uint S3Virginia = Machine.ParseAddress("52.216.8.10");

    private static readonly (uint Prefix, int Bits)[] Visitors =
    [
        Block("73.0.0.0", 8), Block("71.96.0.0", 12), Block("99.224.0.0", 11), Block("189.128.0.0", 11), Block("177.32.0.0", 12),
        Block("181.0.0.0", 12), Block("190.160.0.0", 13), Block("86.128.0.0", 11), Block("91.0.0.0", 10), Block("87.128.0.0", 11),
        Block("90.0.0.0", 10), Block("83.32.0.0", 11), Block("79.0.0.0", 11), Block("90.224.0.0", 12), Block("83.0.0.0", 12),
        Block("95.24.0.0", 13), Block("88.224.0.0", 11), Block("41.32.0.0", 12), Block("105.112.0.0", 12), Block("105.224.0.0", 12),
        Block("122.160.0.0", 12), Block("49.32.0.0", 11), Block("36.64.0.0", 11), Block("112.200.0.0", 13), Block("27.64.0.0", 12),
        Block("116.224.0.0", 12), Block("121.128.0.0", 10), Block("153.128.0.0", 10), Block("106.128.0.0", 11), Block("1.120.0.0", 13),
    ];

    /// <summary>A visitor's address; the same hash gives the same one. Few addresses of each block, so that some come back.</summary>
    public static uint Visitor(ref ulong hash)
    {
        var (prefix, bits) = Visitors[DemoHash.Take(ref hash, Visitors.Length)];
        var regular = (ulong)DemoHash.Take(ref hash, 200);
        return prefix | (uint)(DemoHash.Of(prefix, regular) & ((1u << (32 - bits)) - 1));
    }

    private static (uint Prefix, int Bits) Block(string prefix, int bits) => (Machine.ParseAddress(prefix), bits);
}
