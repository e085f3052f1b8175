namespace FlowOptics.Lake;

/// <summary>The lake's tables. A change here needs another <see cref="Version"/>: a lake of another version is set aside and made again.</summary>
internal static class LakeSchema
{
    public const int Version = 2;

    /// <summary>
    /// Addresses are two columns of 64 bits, high and low, IPv4 mapped into IPv6: equality, order and prefixes work alike for both families, the
    /// high half of IPv4 costs nothing in storage, and each prefix is one range per half. Labels are <see cref="LinkLabel"/> numbers. Text columns that
    /// have none of their own are in <c>extra</c>, a JSON object.
    /// </summary>
    public const string Create =
        """
        CREATE TABLE lake (version INTEGER, bucket VARCHAR);
        CREATE TABLE places (id INTEGER, country VARCHAR, city VARCHAR, latitude FLOAT, longitude FLOAT);
        CREATE TABLE networks (id INTEGER, asn UINTEGER, organization VARCHAR, aws_service VARCHAR, aws_region VARCHAR);
        CREATE TABLE ledger (
            id INTEGER, bucket VARCHAR, key VARCHAR, etag VARCHAR, size BIGINT, last_modified BIGINT,
            records BIGINT, rejected BIGINT, nodata BIGINT, skipdata BIGINT, state UTINYINT, reason VARCHAR, imported BIGINT);
        CREATE TABLE flows (
            object INTEGER,
            start_time BIGINT, end_time BIGINT,
            src_high UBIGINT, src_low UBIGINT, dst_high UBIGINT, dst_low UBIGINT,
            src_port USMALLINT, dst_port USMALLINT, protocol UTINYINT,
            packets BIGINT, bytes BIGINT,
            action UTINYINT, tcp_flags UTINYINT, flow_direction UTINYINT,
            pkt_src_high UBIGINT, pkt_src_low UBIGINT, pkt_dst_high UBIGINT, pkt_dst_low UBIGINT,
            src_place INTEGER, dst_place INTEGER, src_network INTEGER, dst_network INTEGER,
            src_kind UTINYINT, dst_kind UTINYINT, direction UTINYINT, service_side UTINYINT, own_end UTINYINT,
            service_label INTEGER,
            account VARCHAR, region VARCHAR,
            account_id VARCHAR, interface_id VARCHAR, vpc_id VARCHAR, subnet_id VARCHAR, instance_id VARCHAR, extra VARCHAR);
        """;
}

/// <summary>The positions of flows' columns, for the appender.</summary>
internal enum FlowColumn
{
    Object,
    Start,
    End,
    SrcHigh,
    SrcLow,
    DstHigh,
    DstLow,
    SrcPort,
    DstPort,
    Protocol,
    Packets,
    Bytes,
    Action,
    TcpFlags,
    FlowDirection,
    PktSrcHigh,
    PktSrcLow,
    PktDstHigh,
    PktDstLow,
    SrcPlace,
    DstPlace,
    SrcNetwork,
    DstNetwork,
    SrcKind,
    DstKind,
    Direction,
    ServiceSide,
    OwnEnd,
    ServiceLabel,
    Account,
    Region,
    AccountId,
    InterfaceId,
    VpcId,
    SubnetId,
    InstanceId,
    Extra,
}
