using Google.Protobuf;
using Proto = FlowOptics.Flows.Wire;

namespace FlowOptics.Flows.Tests.Wire;

/// <summary>Batches as protoc's classes write and read them: what <see cref="FlowWire"/> has to equal, byte for byte.</summary>
internal static class ReferenceWire
{
    internal static byte[] Encode(FlowBatch batch) => From(batch).ToByteArray();

    internal static byte[] Encode(EnrichedBatch batch)
    {
        var count = batch.Flows.Count;
        var message = new Proto.EnrichedBatch
        {
            Flows = From(batch.Flows),
            SrcPlace = Numbers(batch.SrcPlace, count),
            DstPlace = Numbers(batch.DstPlace, count),
            SrcNetwork = Numbers(batch.SrcNetwork, count),
            DstNetwork = Numbers(batch.DstNetwork, count),
            SrcKind = Enums(batch.SrcKind, count),
            DstKind = Enums(batch.DstKind, count),
            Direction = Enums(batch.Direction, count),
            ServiceSide = Enums(batch.ServiceSide, count),
        };
        message.Places.AddRange(batch.Places.Skip(1).Select(
            place => new Proto.Place { Country = place.Country, City = place.City, Latitude = place.Latitude, Longitude = place.Longitude }));
        message.Networks.AddRange(batch.Networks.Skip(1).Select(network => new Proto.Network
        {
            Asn = network.Asn,
            Organization = network.Organization,
            AwsService = network.AwsService,
            AwsRegion = network.AwsRegion,
        }));
        return message.ToByteArray();
    }

    internal static Proto.FlowBatch From(FlowBatch batch)
    {
        var count = batch.Count;
        var message = new Proto.FlowBatch
        {
            Bucket = batch.Origin.Bucket,
            Key = batch.Origin.Key,
            Etag = batch.Origin.ETag,
            FirstRecord = batch.Origin.FirstRecord,
            Count = count,
            Account = batch.Account,
            Region = batch.Region,
            AccountFromPath = batch.AccountFromPath,
            RegionFromPath = batch.RegionFromPath,
            Srcaddr = ReferenceColumn.Addresses(batch.SrcAddr.Take(count)),
            Dstaddr = ReferenceColumn.Addresses(batch.DstAddr.Take(count)),
            Srcport = Numbers(batch.SrcPort, count),
            Dstport = Numbers(batch.DstPort, count),
            Protocol = Numbers(batch.Protocol, count),
            Packets = Numbers(batch.Packets, count),
            Bytes = Numbers(batch.Bytes, count),
            Start = Numbers(batch.Start, count),
            End = Numbers(batch.End, count),
            Action = Enums(batch.Action, count),
        };
        if (batch.TcpFlags is { } flags) message.TcpFlags = Numbers(flags, count);
        if (batch.FlowDirection is { } direction) message.FlowDirection = Enums(direction, count);
        if (batch.PktSrcAddr is { } source) message.PktSrcaddr = ReferenceColumn.Addresses(source.Take(count));
        if (batch.PktDstAddr is { } destination) message.PktDstaddr = ReferenceColumn.Addresses(destination.Take(count));
        foreach (var text in batch.Texts)
        {
            var column = new Proto.TextColumn { Name = text.Name, Codes = Numbers(text.Codes, count) };
            column.Values.AddRange(text.Values);
            message.Texts.Add(column);
        }

        return message;
    }

    /// <returns>Its records as text, or null where it is no batch.</returns>
    internal static List<string>? Rows(byte[] payload)
    {
        try
        {
            return Tests.Rows.Of(ToBatch(Proto.FlowBatch.Parser.ParseFrom(payload)));
        }
        catch (Exception fault) when (fault is FlowFormatException or InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="Rows"/>
    internal static List<string>? EnrichedRows(byte[] payload)
    {
        try
        {
            return Tests.Rows.Of(ToBatch(Proto.EnrichedBatch.Parser.ParseFrom(payload)));
        }
        catch (Exception fault) when (fault is FlowFormatException or InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static EnrichedBatch ToBatch(Proto.EnrichedBatch message)
    {
        var flows = ToBatch(message.Flows ?? throw new FlowFormatException("no flows"));
        Place[] places = [Place.None, .. message.Places.Select(place => new Place(place.Country, place.City, place.Latitude, place.Longitude))];
        Network[] networks = [Network.None, .. message.Networks.Select(network => new Network(network.Asn, network.Organization, network.AwsService, network.AwsRegion))];
        int[] Indices(Proto.NumberColumn? column, int most) => Column(column, flows.Count, most, value => (int)value);
        return new EnrichedBatch
        {
            Flows = flows,
            Places = places,
            Networks = networks,
            SrcPlace = Indices(message.SrcPlace, places.Length - 1),
            DstPlace = Indices(message.DstPlace, places.Length - 1),
            SrcNetwork = Indices(message.SrcNetwork, networks.Length - 1),
            DstNetwork = Indices(message.DstNetwork, networks.Length - 1),
            SrcKind = Column(message.SrcKind, flows.Count, (long)AddressKind.Reserved, value => (AddressKind)value),
            DstKind = Column(message.DstKind, flows.Count, (long)AddressKind.Reserved, value => (AddressKind)value),
            Direction = Column(message.Direction, flows.Count, (long)TrafficDirection.Through, value => (TrafficDirection)value),
            ServiceSide = Column(message.ServiceSide, flows.Count, (long)ServiceSide.Destination, value => (ServiceSide)value),
        };
    }

    private static FlowBatch ToBatch(Proto.FlowBatch message)
    {
        var count = message.Count;
        if (count is < 0 or > FlowBatch.MaxRecords || message.FirstRecord < 0 || message.Texts.Count > FlowFormat.MaxColumns) throw new FlowFormatException("count");
        long[] Seconds(Proto.NumberColumn? column) => Column(column, count, FieldReader.MaxSeconds, value => value);
        return new FlowBatch
        {
            Origin = new BatchOrigin(message.Bucket, message.Key, message.Etag, message.FirstRecord, count),
            Account = message.Account,
            Region = message.Region,
            AccountFromPath = message.AccountFromPath,
            RegionFromPath = message.RegionFromPath,
            SrcAddr = ReferenceColumn.Addresses(message.Srcaddr, count),
            DstAddr = ReferenceColumn.Addresses(message.Dstaddr, count),
            SrcPort = Column(message.Srcport, count, ushort.MaxValue, value => (ushort)value),
            DstPort = Column(message.Dstport, count, ushort.MaxValue, value => (ushort)value),
            Protocol = Column(message.Protocol, count, byte.MaxValue, value => (byte)value),
            Packets = Column(message.Packets, count, long.MaxValue, value => value),
            Bytes = Column(message.Bytes, count, long.MaxValue, value => value),
            Start = Seconds(message.Start),
            End = Seconds(message.End),
            Action = Column(message.Action, count, (long)FlowAction.Reject, value => (FlowAction)value),
            TcpFlags = message.TcpFlags is null ? null : Column(message.TcpFlags, count, byte.MaxValue, value => (byte)value),
            FlowDirection = message.FlowDirection is null ? null : Column(message.FlowDirection, count, (long)FlowDirection.Egress, value => (FlowDirection)value),
            PktSrcAddr = message.PktSrcaddr is null ? null : ReferenceColumn.Addresses(message.PktSrcaddr, count),
            PktDstAddr = message.PktDstaddr is null ? null : ReferenceColumn.Addresses(message.PktDstaddr, count),
            Texts = [.. message.Texts.Select(text => new TextColumn(text.Name, Column(text.Codes, count, text.Values.Count, value => (int)value), [.. text.Values]))],
        };
    }

    private static T[] Column<T>(Proto.NumberColumn? column, int count, long most, Func<long, T> convert) =>
        [.. ReferenceColumn.Numbers(column, count, most).Select(convert)];

    private static Proto.NumberColumn Numbers<T>(T[] values, int count) where T : System.Numerics.INumberBase<T> =>
        ReferenceColumn.Numbers(values.Take(count).Select(long.CreateChecked));

    private static Proto.NumberColumn Enums<T>(T[] values, int count) where T : struct, Enum =>
        ReferenceColumn.Numbers(values.Take(count).Select(value => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)));
}
