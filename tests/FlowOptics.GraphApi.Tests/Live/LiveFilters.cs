using FlowOptics.Flows;
using FsCheck;
using FsCheck.Fluent;

namespace FlowOptics.GraphApi.Tests.Live;

/// <summary>Random filters over the fields that the window has, about the world of <see cref="Lake.Tests.Reference.FlowRecords"/>.</summary>
internal static class LiveFilters
{
    private static readonly string[] Tests =
    [
        "srcaddr in 10.0.0.0/8", "addr = 1.1.1.1", "dstaddr in (fd00::/16, 8.8.8.8, 2606:4700::1111)", "not addr in 10.0.1.0/24", "srcaddr = dstaddr",
        "dstport in (22, 3389)", "port = 443", "srcport > 1023", "srcport <= 1023", "dstport = 5432", "port != 22", "dstport in 0-1023", "srcport = 0", "port in 1024-65535",
        "country = DE", "src-country in (CN, US)", "dst-country != DE", "city = Beijing", "dst-city like B*", "asn = 13335", "dst-asn in 15169-70000", "org like *google*",
        "aws-service = EC2", "src-aws-service = CLOUDFRONT", "aws-region = GLOBAL", "src-country = dst-country", "src-asn = dst-asn",
        "kind = private", "dst-kind = public", "protocol = tcp", "protocol in (17, 58)", "action = reject", "action != accept", "direction = inbound", "own-end = source", "own-end != destination",
        "service-port = 443", "service-port = HP", "service-port = ssh", "service-port != domain", "interface-id like eni-0*", "interface-id = eni-é", "account = 123456789012", "region != us-east-1",
        "log-status = OK",
    ];

    public static Arbitrary<FlowFilter> Arbitrary { get; } = Arb.From(Gen.Sized(size => Text(Math.Min(size, 4))).Select(text => FlowFilter.Parse(text)));

    private static Gen<string> Text(int depth)
    {
        var test = Gen.Elements<string>(Tests);
        if (depth == 0) return test;
        var part = Text(depth - 1);
        return Gen.OneOf(
            test,
            part.Select(term => $"not ({term})"),
            Gen.Zip(part, part).Select(terms => $"({terms.Item1}) and ({terms.Item2})"),
            Gen.Zip(part, part).Select(terms => $"({terms.Item1}) or ({terms.Item2})"));
    }
}
