using System.IO.Compression;
using System.Text;
using FlowOptics.Flows;
using FlowOptics.Geo.Aws;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.Geo.Tests.Aws;

public sealed class AwsRangesTests
{
    private const string Sample =
        """
        {"syncToken":"1","createDate":"2026-06-01-12-30-00","prefixes":[
          {"ip_prefix":"52.94.0.0/16","region":"us-east-1","service":"AMAZON","network_border_group":"us-east-1"},
          {"ip_prefix":"52.94.0.0/16","region":"us-east-1","service":"EC2","network_border_group":"us-east-1"},
          {"ip_prefix":"52.94.4.0/24","region":"us-east-1","service":"EC2","network_border_group":"us-east-1"},
          {"ip_prefix":"52.94.4.0/24","region":"us-east-1","service":"AMAZON","network_border_group":"us-east-1"},
          {"ip_prefix":"52.94.4.0/24","region":"eu-west-1","service":"DYNAMODB","network_border_group":"eu-west-1"},
          {"ip_prefix":"13.32.0.0/15","region":"GLOBAL","service":"CLOUDFRONT","network_border_group":"GLOBAL"},
          {"ip_prefix":"99.77.0.0/24","region":"xx-new-1","service":"EC2","network_border_group":"xx-new-1"}],
         "ipv6_prefixes":[{"ipv6_prefix":"2a05:d018::/36","region":"eu-west-1","service":"EC2","network_border_group":"eu-west-1"}]}
        """;

    private static AwsRanges Copy { get; } = AwsRangesFile.Read(AwsRangesFile.Load(null), null);

    [Theory]
    [InlineData("52.94.4.7", "DYNAMODB", "eu-west-1")]
    [InlineData("52.94.5.7", "EC2", "us-east-1")]
    [InlineData("13.33.255.255", "CLOUDFRONT", "GLOBAL")]
    [InlineData("2a05:d018:1::1", "EC2", "eu-west-1")]
    [InlineData("13.34.0.0", "", "")]
    [InlineData("2a05:d019::1", "", "")]
    public void The_most_specific_service_wins(string address, string service, string region) =>
        Assert.Equal(new AwsNetwork(service, region), Read(Sample).Find(Address.Parse(address)));

    [Fact]
    public void A_region_is_a_place_and_GLOBAL_and_an_unknown_one_are_none()
    {
        Assert.Equal(new Place("IE", "Dublin", 53.3f, -6.3f), AwsRanges.PlaceOf(new AwsNetwork("EC2", "eu-west-1")));
        Assert.Null(AwsRanges.PlaceOf(new AwsNetwork("CLOUDFRONT", "GLOBAL")));
        Assert.Null(AwsRanges.PlaceOf(new AwsNetwork("EC2", "xx-new-1")));
        Assert.Null(AwsRanges.PlaceOf(AwsNetwork.None));
    }

    [Theory]
    [InlineData("52.95.255.121", "EC2", "us-west-2")]
    [InlineData("54.154.1.1", "EC2", "eu-west-1")]
    [InlineData("3.127.8.8", "EC2", "eu-central-1")]
    [InlineData("13.113.0.1", "EC2", "ap-northeast-1")]
    [InlineData("52.218.1.1", "S3", "eu-west-1")]
    [InlineData("52.216.8.3", "S3", "us-east-1")]
    [InlineData("52.94.5.10", "DYNAMODB", "eu-west-1")]
    [InlineData("99.86.4.4", "CLOUDFRONT", "GLOBAL")]
    [InlineData("75.2.60.5", "GLOBALACCELERATOR", "GLOBAL")]
    [InlineData("13.51.95.9", "ROUTE53_RESOLVER", "eu-north-1")]
    [InlineData("205.251.192.1", "ROUTE53", "GLOBAL")]
    [InlineData("54.239.28.85", "AMAZON", "us-east-1")]
    [InlineData("2600:1f18:1::1", "EC2", "us-east-1")]
    [InlineData("2a05:d018::1", "EC2", "eu-west-1")]
    [InlineData("2406:da14::1", "EC2", "ap-northeast-1")]
    [InlineData("2a05:d050:8000::1", "S3", "eu-west-1")]
    [InlineData("2600:9000:2000::1", "CLOUDFRONT", "GLOBAL")]
    [InlineData("8.8.8.8", "", "")]
    [InlineData("104.16.1.1", "", "")]
    [InlineData("2001:4860:4860::8888", "", "")]
    public void The_copy_within_the_program_knows_AWSs_addresses(string address, string service, string region) =>
        Assert.Equal(new AwsNetwork(service, region), Copy.Find(Address.Parse(address)));

    [Fact]
    public void The_copy_within_the_program_has_every_region_of_the_table()
    {
        Assert.Empty(AwsRegions.All.Select(region => region.Code).Except(Copy.Networks.Select(network => network.Region)));
        Assert.All(Copy.Networks.Skip(1), network => Assert.NotEmpty(network.Service));
    }

    [Fact]
    public void Gzip_is_read_too()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(Sample));
        Assert.Equal("2026-06-01-12-30-00", AwsRangesFile.Read(packed.ToArray(), "x").CreateDate);
    }

    [Fact]
    public void A_small_gzip_of_endless_zeros_is_refused_before_it_fills_the_memory()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < 80; i++) gzip.Write(new byte[1 << 20]);
        }

        var fault = Assert.Throws<GeoDatabaseException>(() => AwsRangesFile.Read(packed.ToArray(), "x"));
        Assert.Contains("more than", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "no JSON object")]
    [InlineData("{}", "no ranges")]
    [InlineData("""{"prefixes":7}""", "'prefixes' is no list")]
    [InlineData("""{"prefixes":[{"ip_prefix":"1.2.3.0/24","region":"a","service":"B"},{"ip_prefix":"1.2.3/24"}]}""", "prefixes[1]: its ip_prefix is no prefix")]
    [InlineData("""{"prefixes":[{"ip_prefix":"1.2.3.0/24","service":"B"}]}""", "prefixes[0]: it has no service, or no region")]
    public void What_is_no_such_file_is_refused_with_the_place(string text, string reason)
    {
        var fault = Assert.Throws<GeoDatabaseException>(() => Read(text));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    // The reference: among all ranges around the address, the best by the rule, one range after the other.
    [Fact]
    public void Finds_what_a_search_through_all_ranges_finds() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            string[] services = ["AMAZON", "EC2", "S3", "CLOUDFRONT"];
            string[] regions = ["GLOBAL", "eu-west-1", "us-east-1"];
            AwsRange[] all = [.. Enumerable.Range(0, random.Next(1, 60)).Select(_ => new AwsRange(
                Prefix.Of(Address.FromIPv4((uint)random.Next(1 << 10) << 22 >> random.Next(3)), random.Next(6, 33)),
                new AwsNetwork(services[random.Next(4)], regions[random.Next(3)])))];
            var ranges = new AwsRanges("", all);
            for (var i = 0; i < 200; i++)
            {
                var edge = all[random.Next(all.Length)].Prefix;
                var address = Address.FromIPv4(unchecked((i % 2 == 0 ? edge.First.IPv4Value : edge.Last.IPv4Value) + (uint)random.Next(-1, 2)));
                var best = all.Where(range => range.Prefix.Contains(address))
                    .OrderByDescending(range => range.Prefix.Length)
                    .ThenBy(range => range.Network.Service == "AMAZON" ? 2 : range.Network.Service == "EC2" ? 1 : 0)
                    .ThenBy(range => range.Network.Region == "GLOBAL")
                    .ThenBy(range => range.Network.Service, StringComparer.Ordinal).ThenBy(range => range.Network.Region, StringComparer.Ordinal)
                    .Select(range => range.Network).FirstOrDefault(AwsNetwork.None);
                if (ranges.Find(address) != best) return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Damaged_bytes_are_refused_or_read()
    {
        var random = new Random(3);
        var sound = Encoding.UTF8.GetBytes(Sample);
        for (var round = 0; round < 3_000; round++)
        {
            var bytes = sound.ToArray();
            if (random.Next(4) == 0) bytes = bytes[..random.Next(bytes.Length)];
            for (var flips = 1 << random.Next(6); flips > 0 && bytes.Length > 0; flips--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                _ = AwsRangesFile.Read(bytes, "x").Find(Address.Parse("52.94.4.7"));
            }
            catch (GeoDatabaseException refused)
            {
                Assert.Contains("'x'", refused.Message, StringComparison.Ordinal);
            }
        }
    }

    private static AwsRanges Read(string text) => AwsRangesFile.Read(Encoding.UTF8.GetBytes(text), "x");
}
