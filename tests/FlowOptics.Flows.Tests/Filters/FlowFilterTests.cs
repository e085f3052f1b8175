namespace FlowOptics.Flows.Tests.Filters;

public sealed class FlowFilterTests
{
    private static readonly FilterSets Sets = FilterSets.Parse("""{"databases": ["10.0.3.7", "10.1.3.0/24"], "admin-ports": [22, "rdp-none", 3389], "dbports": [5432, "3306", "6379-6380"]}""");

    /// <summary>What was written, and the one way of writing it.</summary>
    [Theory]
    [InlineData("srcaddr in 10.0.0.0/8 and dstport in (22, 3389) and action = reject and not country in (US, DE)", "srcaddr in 10.0.0.0/8 and dstport in (22, 3389) and action = reject and not country in (US, DE)")]
    [InlineData("SRCADDR=10.0.0.1 AND Dst_Port=443", "srcaddr = 10.0.0.1 and dstport = 443")]
    [InlineData("port = 8000-8999", "port = 8000-8999")]
    [InlineData("port in (8000-8999, 9000, 22)", "port in (22, 8000-9000)")]
    [InlineData("port = https or port = ssh", "port = 443 or port = 22")]
    [InlineData("bytes > 10MB", "bytes >= 10000001")]
    [InlineData("bytes >= 1.5KiB", "bytes >= 1536")]
    [InlineData("bytes < 0.5k", "bytes <= 499")]
    [InlineData("bytes = 0.5", "bytes < 0")]
    [InlineData("packets <= 5k", "packets <= 5000")]
    [InlineData("packets != 0", "not packets = 0")]
    [InlineData("addr in @databases", "addr in (10.0.3.7, 10.1.3.0/24)")]
    [InlineData("port in (@dbports, 22)", "port in (22, 3306, 5432, 6379-6380)")]
    [InlineData("addr in (10.0.0.0/8, 10.1.0.0/16, 10.0.0.1)", "addr in 10.0.0.0/8")]
    [InlineData("dstaddr in 2001:db8::/32", "dstaddr in 2001:db8::/32")]
    [InlineData("srcport = dstport and srcaddr != pkt-srcaddr", "srcport = dstport and not srcaddr = pkt-srcaddr")]
    [InlineData("protocol in (tcp, 17, 200)", "protocol in (tcp, udp, 200)")]
    [InlineData("service-port in (HP, icmp, 22, ssh)", "service-port in (ICMP, HP, 22)")]
    [InlineData("service-port = ssh", "service-port = 22")]
    [InlineData("asn = AS64500", "asn = 64500")]
    [InlineData("start >= 2026-11-22T10:00:00Z", "start >= 1795341600")]
    [InlineData("start > 2026-11-22", "start >= 1795392000")]
    [InlineData("start = 2026-11-22", "start = 1795305600-1795391999")]
    [InlineData("end < 2026-11-22T12:00+02:00", "end <= 1795341599")]
    [InlineData("end < 2026-11-22T10:00:00.5Z", "end <= 1795341600")]
    [InlineData("org like \"*amazon*\"", "org like *amazon*")]
    [InlineData("interface-id not in (eni-1, eni-2)", "not interface-id in (eni-1, eni-2)")]
    [InlineData("city = 'New York'", "city = \"New York\"")]
    [InlineData("city = \"a\\\"b\\\\c\"", "city = \"a\\\"b\\\\c\"")]
    [InlineData("instance-tag = \"and\" or instance-tag = \"port\"", "instance-tag = \"and\" or instance-tag = \"port\"")]
    [InlineData("tcp-flags is missing", "not tcp-flags >= 0")]
    [InlineData("country is not missing", "country like *")]
    [InlineData("packets-lost-no-route > 0", "packets-lost-no-route >= 1")]
    [InlineData("action is missing", "not action in (accept, reject)")]
    [InlineData("kind = link-local", "kind = link-local")]
    [InlineData("not (port = 1 and port = 2) or not not port = 3", "not (port = 1 and port = 2) or not not port = 3")]
    [InlineData("(port = 1 or port = 2) and ((port = 3 and port = 4))", "(port = 1 or port = 2) and port = 3 and port = 4")]
    [InlineData("port=1&&port=2||!port=3", "port = 1 and port = 2 or not port = 3")]
    [InlineData("src-country = dst-country", "src-country = dst-country")]
    [InlineData("own-end in (unknown, source)", "own-end in (unknown, source)")]
    public void Writes_each_filter_in_one_way(string text, string canonical)
    {
        var filter = FlowFilter.Parse(text, Sets);
        Assert.Equal(canonical, filter.ToString());
        Assert.Equal(text, filter.Text);
        Assert.Equal(canonical, FlowFilter.Parse(canonical).ToString());
    }

    [Theory]
    [InlineData("", 0, 0, "a filter begins with a field, `not` or `(`; this one is empty")]
    [InlineData("srcaddr in and", 11, 3, "after `in`: a CIDR, a list or a named set, not `and`")]
    [InlineData("srcaddr in", 10, 0, "after `in`: a CIDR, a list or a named set; the filter ends here")]
    [InlineData("dstport in (22,", 15, 0, "after `,`: a port (0 to 65535), a range such as 8000-8999 or a service's name; the filter ends here")]
    [InlineData("dstport in (22 23", 15, 2, "after `22`: `,` or `)`, not `23`")]
    [InlineData("dstprot = 22", 0, 7, "`dstprot` is no field: did you mean dstport?")]
    [InlineData("dstport 22", 8, 2, "after `dstport`: `=`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `not in` or `is`, not `22`")]
    [InlineData("dstport = 70000", 10, 5, "`70000` is no value of `dstport`: a port (0 to 65535), a range such as 8000-8999 or a service's name")]
    [InlineData("10.0.3.7", 0, 8, "an address alone is no condition: write `addr = 10.0.3.7`")]
    [InlineData("port = 22 port = 23", 10, 4, "after `22`: `and`, `or` or the end, not `port`")]
    [InlineData("(port = 22", 10, 0, "after `22`: `and`, `or` or `)`; the filter ends here")]
    [InlineData("addr in @nowhere", 8, 8, "there is no set `@nowhere`: there are @admin-ports, @databases, @dbports")]
    [InlineData("port in @databases", 8, 10, "`@databases` holds `10.0.3.7`, which is no value of `port`: a port (0 to 65535), a range such as 8000-8999 or a service's name")]
    [InlineData("city = 'Paris", 7, 6, "the quote ' that opens here has no end")]
    [InlineData("srcaddr > 10.0.0.1", 8, 1, "`srcaddr` has no order: use =, != or in")]
    [InlineData("srcaddr like 10.*", 8, 4, "`srcaddr` is an address: use `in` with a CIDR, such as 10.0.0.0/8")]
    [InlineData("country = Germany", 10, 7, "`Germany` is no value of `country`: an ISO 3166 country code (two letters)")]
    [InlineData("city = port", 7, 4, "`city` and the field `port` do not compare; the word itself is written in quotes: \"port\"")]
    [InlineData("action = maybe", 9, 5, "`maybe` is no value of `action`: accept, reject")]
    public void Says_where_it_goes_wrong_and_what_was_expected(string text, int position, int length, string message)
    {
        var fault = Assert.Throws<FilterException>(() => FlowFilter.Parse(text, Sets));
        Assert.Equal(message, fault.Message);
        Assert.Equal((position, length), (fault.Position, fault.Length));
    }
}
