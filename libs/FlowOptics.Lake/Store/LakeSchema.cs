namespace FlowOptics.Lake;

/// <summary>The lake's tables. A change here needs another <see cref="Version"/>: a lake of another version is set aside and made again.</summary>
internal static class LakeSchema
{
    public const int Version = 4;

    /// <summary>
    /// Addresses are two columns of 64 bits, high and low, IPv4 mapped into IPv6: equality, order and prefixes work alike for both families, the
    /// high half of IPv4 costs nothing in storage, and each prefix is one range per half. Labels are <see cref="LinkLabel"/> numbers. Texts are numbers into tables of
    /// their own, 0 for none; text columns that have no place of their own are in <c>extras</c>, as JSON objects. Numbers in <c>origins</c> and <c>extras</c> are unique, their
    /// texts may repeat.
    /// </summary>
    /// <remarks>
    /// The roll-ups (services, places, links, hosts, owners) hold nothing but what can be summed from <c>flows</c>, and only of the hours and days in <c>sealed</c>: see
    /// <see cref="SealedSpans"/>. <c>hour</c> is start_time // 3600, <c>day</c> start_time // 86400.
    /// </remarks>
    public const string Create =
        """
        CREATE TABLE lake (version INTEGER, bucket VARCHAR);
        CREATE TABLE places (id INTEGER, country VARCHAR, city VARCHAR, latitude FLOAT, longitude FLOAT);
        CREATE TABLE networks (id INTEGER, asn UINTEGER, organization VARCHAR, aws_service VARCHAR, aws_region VARCHAR);
        CREATE TABLE scopes (id INTEGER, account VARCHAR, region VARCHAR);
        CREATE TABLE origins (
            id INTEGER, scope INTEGER, account_id VARCHAR, interface_id VARCHAR, vpc_id VARCHAR, subnet_id VARCHAR, instance_id VARCHAR);
        CREATE TABLE extras (id INTEGER, value VARCHAR);
        CREATE TABLE ledger (
            id INTEGER, bucket VARCHAR, key VARCHAR, etag VARCHAR, size BIGINT, last_modified BIGINT,
            records BIGINT, rejected BIGINT, nodata BIGINT, skipdata BIGINT, state UTINYINT, reason VARCHAR, imported BIGINT,
            first_start BIGINT, last_start BIGINT);
        CREATE TABLE flows (
            object INTEGER, origin INTEGER, scope INTEGER,
            start_time BIGINT, end_time BIGINT,
            src_high UBIGINT, src_low UBIGINT, dst_high UBIGINT, dst_low UBIGINT,
            src_port USMALLINT, dst_port USMALLINT, protocol UTINYINT,
            packets BIGINT, bytes BIGINT,
            action UTINYINT, tcp_flags UTINYINT, flow_direction UTINYINT,
            pkt_src_high UBIGINT, pkt_src_low UBIGINT, pkt_dst_high UBIGINT, pkt_dst_low UBIGINT,
            src_place INTEGER, dst_place INTEGER, src_network INTEGER, dst_network INTEGER,
            direction UTINYINT, service_side UTINYINT, own_end UTINYINT,
            service_label INTEGER, extra INTEGER);
        CREATE TABLE services_hour (
            hour INTEGER, scope INTEGER, direction UTINYINT, action UTINYINT, protocol UTINYINT, label INTEGER, flows BIGINT, packets BIGINT, bytes BIGINT);
        CREATE TABLE places_hour (
            hour INTEGER, scope INTEGER, direction UTINYINT, action UTINYINT, place INTEGER, network INTEGER, flows BIGINT, packets BIGINT, bytes BIGINT);
        CREATE TABLE owners (hour INTEGER, high UBIGINT, low UBIGINT, origin INTEGER, first BIGINT, last BIGINT);
        CREATE TABLE links_day (
            day INTEGER, scope INTEGER, src_high UBIGINT, src_low UBIGINT, dst_high UBIGINT, dst_low UBIGINT,
            label INTEGER, protocol UTINYINT, action UTINYINT, own_end UTINYINT, direction UTINYINT,
            src_place INTEGER, dst_place INTEGER, src_network INTEGER, dst_network INTEGER,
            flows BIGINT, packets BIGINT, bytes BIGINT, first BIGINT, last BIGINT);
        CREATE TABLE places_day (
            day INTEGER, scope INTEGER, direction UTINYINT, action UTINYINT, place INTEGER, network INTEGER, flows BIGINT, packets BIGINT, bytes BIGINT);
        CREATE TABLE hosts_day (
            day INTEGER, scope INTEGER, high UBIGINT, low UBIGINT, sent BOOLEAN, action UTINYINT, own_end UTINYINT,
            flows BIGINT, packets BIGINT, bytes BIGINT);
        CREATE TABLE sealed (unit UTINYINT, number INTEGER);
        """ + FindingSchema.Create;
}
