using System.Text;
using FlowOptics.Flows;

namespace FlowOptics.GraphApi.Live;

/// <summary>Places and networks of flows.proto as records: the window keeps them encoded, since few are ever asked for.</summary>
internal static class WireFacts
{
    public static Place PlaceOf(ByteNumbers? known, int number)
    {
        if (known is null || number == 0) return Place.None;
        var bytes = known[number];
        var (country, city, latitude, longitude) = ("", "", 0f, 0f);
        var fields = new WireFields(bytes, new WireSlice(0, bytes.Length));
        while (fields.Next())
        {
            switch (fields.Field)
            {
                case 1: country = Encoding.UTF8.GetString(fields.Slice.Of(bytes)); break;
                case 2: city = Encoding.UTF8.GetString(fields.Slice.Of(bytes)); break;
                case 3: latitude = BitConverter.UInt32BitsToSingle((uint)fields.Number); break;
                case 4: longitude = BitConverter.UInt32BitsToSingle((uint)fields.Number); break;
                default: break;
            }
        }

        return new Place(country, city, latitude, longitude);
    }

    public static Network NetworkOf(ByteNumbers? known, int number)
    {
        if (known is null || number == 0) return Network.None;
        var bytes = known[number];
        var network = Network.None;
        var fields = new WireFields(bytes, new WireSlice(0, bytes.Length));
        while (fields.Next())
        {
            network = fields.Field switch
            {
                1 => network with { Asn = (uint)fields.Number },
                2 => network with { Organization = Encoding.UTF8.GetString(fields.Slice.Of(bytes)) },
                3 => network with { AwsService = Encoding.UTF8.GetString(fields.Slice.Of(bytes)) },
                4 => network with { AwsRegion = Encoding.UTF8.GetString(fields.Slice.Of(bytes)) },
                _ => network,
            };
        }

        return network;
    }
}
