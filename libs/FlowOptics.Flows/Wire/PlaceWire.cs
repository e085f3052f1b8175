namespace FlowOptics.Flows;

/// <summary>Entries of an enriched batch's dictionaries, as they stand in it, with tag and length.</summary>
internal static class PlaceWire
{
    public static byte[] Encode(Place place)
    {
        var size = WireWriter.SizeOfText(1, place.Country) + WireWriter.SizeOfText(2, place.City) + (place.Latitude == 0 ? 0 : 5) + (place.Longitude == 0 ? 0 : 5);
        var bytes = new byte[WireWriter.SizeOfDelimited(EnrichedField.Places, size)];
        var writer = new WireWriter(bytes);
        writer.Begin(EnrichedField.Places, size);
        writer.Text(1, place.Country);
        writer.Text(2, place.City);
        writer.Float(3, place.Latitude);
        writer.Float(4, place.Longitude);
        return bytes;
    }

    public static byte[] Encode(Network network)
    {
        var size = WireWriter.SizeOfNumber(1, network.Asn) + WireWriter.SizeOfText(2, network.Organization)
            + WireWriter.SizeOfText(3, network.AwsService) + WireWriter.SizeOfText(4, network.AwsRegion);
        var bytes = new byte[WireWriter.SizeOfDelimited(EnrichedField.Networks, size)];
        var writer = new WireWriter(bytes);
        writer.Begin(EnrichedField.Networks, size);
        writer.Number(1, network.Asn);
        writer.Text(2, network.Organization);
        writer.Text(3, network.AwsService);
        writer.Text(4, network.AwsRegion);
        return bytes;
    }

    public static Place DecodePlace(WireReader reader, TextCache? texts)
    {
        var (country, city, latitude, longitude) = ("", "", 0f, 0f);
        while (reader.TryTag(out var tag))
        {
            switch (tag)
            {
                case (1 << 3) | WireWriter.Delimited: country = TextCache.Get(texts, reader.Bytes()); break;
                case (2 << 3) | WireWriter.Delimited: city = TextCache.Get(texts, reader.Bytes()); break;
                case (3 << 3) | WireWriter.Fixed32: latitude = reader.Float(); break;
                case (4 << 3) | WireWriter.Fixed32: longitude = reader.Float(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new Place(country, city, latitude, longitude);
    }

    public static Network DecodeNetwork(WireReader reader, TextCache? texts)
    {
        var (asn, organization, service, region) = (0u, "", "", "");
        while (reader.TryTag(out var tag))
        {
            switch (tag)
            {
                case (1 << 3) | WireWriter.Varint: asn = (uint)reader.Varint(); break;
                case (2 << 3) | WireWriter.Delimited: organization = TextCache.Get(texts, reader.Bytes()); break;
                case (3 << 3) | WireWriter.Delimited: service = TextCache.Get(texts, reader.Bytes()); break;
                case (4 << 3) | WireWriter.Delimited: region = TextCache.Get(texts, reader.Bytes()); break;
                default: reader.Skip(tag); break;
            }
        }

        return new Network(asn, organization, service, region);
    }
}
