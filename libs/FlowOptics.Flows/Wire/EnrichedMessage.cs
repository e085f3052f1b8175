using System.Runtime.InteropServices;
using Proto = FlowOptics.Flows.Wire;

namespace FlowOptics.Flows;

/// <summary>An enriched batch as its protobuf message and back.</summary>
internal static class EnrichedMessage
{
    internal static Proto.EnrichedBatch From(EnrichedBatch batch)
    {
        var count = batch.Flows.Count;
        var message = new Proto.EnrichedBatch
        {
            Flows = FlowMessage.From(batch.Flows),
            SrcPlace = WireColumn.FromNumbers<int>(batch.SrcPlace.AsSpan(0, count)),
            DstPlace = WireColumn.FromNumbers<int>(batch.DstPlace.AsSpan(0, count)),
            SrcNetwork = WireColumn.FromNumbers<int>(batch.SrcNetwork.AsSpan(0, count)),
            DstNetwork = WireColumn.FromNumbers<int>(batch.DstNetwork.AsSpan(0, count)),
            SrcKind = WireColumn.FromNumbers<byte>(MemoryMarshal.Cast<AddressKind, byte>(batch.SrcKind.AsSpan(0, count))),
            DstKind = WireColumn.FromNumbers<byte>(MemoryMarshal.Cast<AddressKind, byte>(batch.DstKind.AsSpan(0, count))),
            Direction = WireColumn.FromNumbers<byte>(MemoryMarshal.Cast<TrafficDirection, byte>(batch.Direction.AsSpan(0, count))),
            ServiceSide = WireColumn.FromNumbers<byte>(MemoryMarshal.Cast<ServiceSide, byte>(batch.ServiceSide.AsSpan(0, count))),
        };
        // Element 0 is "none" in each batch and is not sent.
        for (var i = 1; i < batch.Places.Count; i++)
        {
            var place = batch.Places[i];
            message.Places.Add(new Proto.Place { Country = place.Country, City = place.City, Latitude = place.Latitude, Longitude = place.Longitude });
        }

        for (var i = 1; i < batch.Networks.Count; i++)
        {
            var network = batch.Networks[i];
            message.Networks.Add(new Proto.Network { Asn = network.Asn, Organization = network.Organization, AwsService = network.AwsService, AwsRegion = network.AwsRegion });
        }

        return message;
    }

    /// <exception cref="FlowFormatException">The message is no batch: a column is missing, too short, too long or out of range.</exception>
    internal static EnrichedBatch ToBatch(Proto.EnrichedBatch message)
    {
        if (message.Flows is null) throw new FlowFormatException("the enriched batch holds no flows");
        var flows = FlowMessage.ToBatch(message.Flows);
        var count = flows.Count;
        var places = new Place[message.Places.Count + 1];
        places[0] = Place.None;
        for (var i = 1; i < places.Length; i++)
        {
            var place = message.Places[i - 1];
            places[i] = new Place(place.Country, place.City, place.Latitude, place.Longitude);
        }

        var networks = new Network[message.Networks.Count + 1];
        networks[0] = Network.None;
        for (var i = 1; i < networks.Length; i++)
        {
            var network = message.Networks[i - 1];
            networks[i] = new Network(network.Asn, network.Organization, network.AwsService, network.AwsRegion);
        }

        return new EnrichedBatch
        {
            Flows = flows,
            Places = places,
            Networks = networks,
            SrcPlace = WireColumn.ToNumbers<int>(message.SrcPlace, count, places.Length - 1, "src-place"),
            DstPlace = WireColumn.ToNumbers<int>(message.DstPlace, count, places.Length - 1, "dst-place"),
            SrcNetwork = WireColumn.ToNumbers<int>(message.SrcNetwork, count, networks.Length - 1, "src-network"),
            DstNetwork = WireColumn.ToNumbers<int>(message.DstNetwork, count, networks.Length - 1, "dst-network"),
            SrcKind = WireColumn.ToEnums<AddressKind>(message.SrcKind, count, (byte)AddressKind.Reserved, "src-kind"),
            DstKind = WireColumn.ToEnums<AddressKind>(message.DstKind, count, (byte)AddressKind.Reserved, "dst-kind"),
            Direction = WireColumn.ToEnums<TrafficDirection>(message.Direction, count, (byte)TrafficDirection.Through, "direction"),
            ServiceSide = WireColumn.ToEnums<ServiceSide>(message.ServiceSide, count, (byte)ServiceSide.Destination, "service-side"),
        };
    }
}
