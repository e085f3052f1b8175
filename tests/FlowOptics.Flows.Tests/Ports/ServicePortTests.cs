namespace FlowOptics.Flows.Tests.Ports;

public sealed class ServicePortTests
{
    [Theory]
    [InlineData(6, 40000, 50000, 2, ServiceSide.Destination)]
    [InlineData(6, 40000, 50000, 3, ServiceSide.Destination)]
    [InlineData(6, 40000, 50000, 18, ServiceSide.Source)]
    [InlineData(6, 22, 50000, 19, ServiceSide.Source)]
    [InlineData(6, 80, 50000, 2, ServiceSide.Destination)]
    [InlineData(6, 443, 50000, 0, ServiceSide.Source)]
    [InlineData(6, 50000, 5432, 16, ServiceSide.Destination)]
    [InlineData(6, 8080, 443, 0, ServiceSide.Destination)]
    [InlineData(17, 53, 53, 0, ServiceSide.Destination)]
    [InlineData(6, 40000, 50000, 16, ServiceSide.Unknown)]
    [InlineData(17, 40000, 50000, 2, ServiceSide.Unknown)]
    [InlineData(1, 0, 0, 0, ServiceSide.Unknown)]
    [InlineData(0, 51000, 443, 0, ServiceSide.Destination)]
    public void The_side_is_told_by_flags_then_registration_then_the_lower_port(byte protocol, ushort srcPort, ushort dstPort, byte flags, ServiceSide side) =>
        Assert.Equal(side, ServicePort.SideOf(protocol, srcPort, dstPort, flags, FlowDirection.None));

    [Fact]
    public void Without_flags_a_record_and_its_reverse_name_the_same_port_and_the_same_end_of_it()
    {
        var random = new Random(17);
        ushort[] ports = [0, 22, 53, 443, 1023, 1024, 5432, 8080, 40000, 50000];
        for (var i = 0; i < 10_000; i++)
        {
            var (a, b) = (ports[random.Next(ports.Length)], (ushort)random.Next(65536));
            var (forward, back) = random.Next(3) switch
            {
                0 => (FlowDirection.None, FlowDirection.None),
                1 => (FlowDirection.Ingress, FlowDirection.Egress),
                _ => (FlowDirection.Egress, FlowDirection.Ingress),
            };
            byte protocol = random.Next(2) == 0 ? IpProtocol.Tcp : IpProtocol.Udp;

            var there = ServicePort.SideOf(protocol, a, b, 0, forward);
            var mirrored = ServicePort.SideOf(protocol, b, a, 0, back);

            Assert.Equal(ServicePort.ServiceLabel(protocol, a, b, there), ServicePort.ServiceLabel(protocol, b, a, mirrored));
            if (a != b) Assert.Equal(there == ServiceSide.Unknown ? there : there == ServiceSide.Source ? ServiceSide.Destination : ServiceSide.Source, mirrored);
        }
    }

    // flowlogs.md's rule and decision 015 once more, as a list of questions.
    private static ServiceSide SlowSideOf(byte protocol, ushort source, ushort destination, byte flags, FlowDirection direction)
    {
        var hasPorts = protocol is 6 or 17 or 33 or 132 or 136 || (protocol == 0 && (source != 0 || destination != 0));
        if (!hasPorts) return ServiceSide.Unknown;
        if (protocol is 0 or 6 && (flags & 2) == 2) return (flags & 16) == 16 ? ServiceSide.Source : ServiceSide.Destination;
        bool[] registered = [ServicePort.IsRegistered(source), ServicePort.IsRegistered(destination)];
        return registered switch
        {
            [false, false] => ServiceSide.Unknown,
            [true, false] => ServiceSide.Source,
            [false, true] => ServiceSide.Destination,
            _ when source < destination => ServiceSide.Source,
            _ when source > destination => ServiceSide.Destination,
            _ => direction == FlowDirection.Egress ? ServiceSide.Source : ServiceSide.Destination,
        };
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Sides_of_a_batch_are_those_of_its_records(bool withFlags, bool withDirection)
    {
        const int Count = 4096;
        var random = new Random(5);
        byte[] protocols = [0, 1, 6, 6, 6, 17, 33, 47, 58, 132, 136, 255];
        ushort Port() => random.Next(3) switch { 0 => (ushort)random.Next(1100), 1 => (ushort)(random.Next(4) * 443), _ => (ushort)random.Next(65_536) };
        var batch = new FlowBatch
        {
            Origin = new BatchOrigin("b", "k", "e", 0, Count),
            Account = "1",
            Region = "r",
            SrcAddr = new Address[Count],
            DstAddr = new Address[Count],
            SrcPort = [.. Enumerable.Range(0, Count).Select(_ => Port())],
            DstPort = [.. Enumerable.Range(0, Count).Select(_ => Port())],
            Protocol = [.. Enumerable.Range(0, Count).Select(_ => protocols[random.Next(protocols.Length)])],
            Packets = new long[Count],
            Bytes = new long[Count],
            Start = new long[Count],
            End = new long[Count],
            Action = new FlowAction[Count],
            TcpFlags = withFlags ? [.. Enumerable.Range(0, Count).Select(_ => (byte)random.Next(256))] : null,
            FlowDirection = withDirection ? [.. Enumerable.Range(0, Count).Select(_ => (FlowDirection)random.Next(3))] : null,
            Texts = [],
        };

        var sides = new ServiceSide[Count];
        ServicePort.SidesOf(batch, sides);

        for (var i = 0; i < Count; i++)
        {
            var (flags, direction) = (batch.TcpFlags?[i] ?? 0, batch.FlowDirection?[i] ?? FlowDirection.None);
            var expected = SlowSideOf(batch.Protocol[i], batch.SrcPort[i], batch.DstPort[i], flags, direction);
            Assert.Equal(expected, sides[i]);
            Assert.Equal(expected, ServicePort.SideOf(batch.Protocol[i], batch.SrcPort[i], batch.DstPort[i], flags, direction));
        }
    }

    [Fact]
    public void Between_two_equal_ports_the_owner_of_the_interface_serves_in_both_directions()
    {
        Assert.Equal(ServiceSide.Destination, ServicePort.SideOf(17, 123, 123, 0, FlowDirection.Ingress));
        Assert.Equal(ServiceSide.Source, ServicePort.SideOf(17, 123, 123, 0, FlowDirection.Egress));
    }

    [Theory]
    [InlineData(6, 50000, 443, ServiceSide.Destination, "443")]
    [InlineData(6, 443, 50000, ServiceSide.Source, "443")]
    [InlineData(6, 40000, 50000, ServiceSide.Unknown, "HP")]
    [InlineData(6, 40000, 50000, ServiceSide.Destination, "HP")]
    [InlineData(6, 20, 50000, ServiceSide.Destination, "50000")]
    [InlineData(1, 0, 0, ServiceSide.Unknown, "ICMP")]
    [InlineData(58, 0, 0, ServiceSide.Unknown, "ICMPv6")]
    [InlineData(47, 0, 0, ServiceSide.Unknown, "GRE")]
    [InlineData(200, 0, 0, ServiceSide.Unknown, "protocol 200")]
    public void The_service_label_is_the_service_port(byte protocol, ushort srcPort, ushort dstPort, ServiceSide side, string label) =>
        Assert.Equal(label, ServicePort.ServiceLabel(protocol, srcPort, dstPort, side));

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "1")]
    [InlineData(1023, "1023")]
    [InlineData(1024, "HP")]
    public void The_source_label_is_the_ancestors(ushort port, string? label) => Assert.Equal(label, ServicePort.SourceLabel(port));

    [Theory]
    [InlineData(6, 22, "ssh")]
    [InlineData(6, 443, "https")]
    [InlineData(17, 443, "https")]
    [InlineData(6, 5432, "postgresql")]
    [InlineData(6, 3306, "mysql")]
    [InlineData(6, 6379, "redis")]
    [InlineData(6, 3389, "ms-wbt-server")]
    [InlineData(6, 27017, "mongodb")]
    [InlineData(6, 1433, "ms-sql-s")]
    [InlineData(6, 8080, "http-alt")]
    [InlineData(17, 514, "syslog")]
    [InlineData(6, 514, "shell")]
    [InlineData(6, 50000, null)]
    [InlineData(1, 22, null)]
    public void Names_what_is_registered(byte protocol, ushort port, string? name) => Assert.Equal(name, ServicePort.NameOf(protocol, port));

    [Fact]
    public void Ports_of_the_demo_and_of_common_servers_are_registered()
    {
        foreach (var port in (ushort[])[1, 1023, 1433, 3306, 3389, 5432, 6379, 8080, 9100, 9200, 27017]) Assert.True(ServicePort.IsRegistered(port), $"{port}");
        foreach (var port in (ushort[])[0, 1024, 40000, 65535]) Assert.False(ServicePort.IsRegistered(port), $"{port}");
    }
}
