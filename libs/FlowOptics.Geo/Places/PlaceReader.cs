using System.Text;
using FlowOptics.Flows;
using FlowOptics.Geo.Mmdb;

namespace FlowOptics.Geo.Places;

/// <summary>
/// Reads a <see cref="Place"/> out of a record, in either schema; which one it is, each record says itself by the type of its values.
/// </summary>
/// <remarks>
/// MaxMind's: <c>{"city":{"names":{"en":"London"}},"country":{"iso_code":"GB"},"location":{"latitude":51.5,"longitude":-0.1}}</c>;
/// flat, from npm: <c>{"city":"Tokyo (Chiyoda)","country_code":"JP","latitude":35.7,"longitude":139.7}</c>.
/// </remarks>
internal static class PlaceReader
{
    /// <exception cref="InvalidDataException">The bytes are no record.</exception>
    public static Place Read(ReadOnlySpan<byte> data, int offset)
    {
        var cursor = new MmdbCursor(data, offset);
        ReadOnlySpan<byte> country = default;
        ReadOnlySpan<byte> city = default;
        var latitude = float.NaN;
        var longitude = float.NaN;

        for (var pairs = cursor.EnterMapOrSkip(out _); pairs > 0; pairs--)
        {
            var key = cursor.Key();
            if (key.SequenceEqual("country_code"u8)) country = cursor.StringOrSkip();
            else if (key.SequenceEqual("country"u8)) country = Nested(ref cursor, "iso_code"u8);
            else if (key.SequenceEqual("city"u8)) city = City(ref cursor);
            else if (key.SequenceEqual("latitude"u8)) latitude = cursor.NumberOrSkip();
            else if (key.SequenceEqual("longitude"u8)) longitude = cursor.NumberOrSkip();
            else if (key.SequenceEqual("location"u8)) Location(ref cursor, ref latitude, ref longitude);
            else cursor.Skip();
        }

        // A coordinate that is none on Earth, or half of one, would put a mark where nothing is.
        if (!(Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180)) (latitude, longitude) = (float.NaN, float.NaN);
        return country.IsEmpty && city.IsEmpty && float.IsNaN(latitude)
            ? Place.None
            : new Place(Encoding.UTF8.GetString(country), Encoding.UTF8.GetString(city), latitude, longitude);
    }

    private static ReadOnlySpan<byte> City(scoped ref MmdbCursor cursor)
    {
        if (cursor.Peek() == MmdbType.String) return WithoutDistrict(cursor.StringOrSkip());
        ReadOnlySpan<byte> city = default;
        var pairs = cursor.EnterMapOrSkip(out var after);
        for (; pairs > 0; pairs--)
        {
            if (cursor.Key().SequenceEqual("names"u8)) city = Nested(ref cursor, "en"u8);
            else cursor.Skip();
        }

        cursor.Leave(after);
        return city;
    }

    // DB-IP writes "London (Westminster)": one city would be many.
    private static ReadOnlySpan<byte> WithoutDistrict(ReadOnlySpan<byte> city) =>
        city.EndsWith(")"u8) && city.IndexOf(" ("u8) is var at and > 0 ? city[..at] : city;

    private static ReadOnlySpan<byte> Nested(scoped ref MmdbCursor cursor, ReadOnlySpan<byte> wanted)
    {
        ReadOnlySpan<byte> found = default;
        var pairs = cursor.EnterMapOrSkip(out var after);
        for (; pairs > 0; pairs--)
        {
            if (cursor.Key().SequenceEqual(wanted)) found = cursor.StringOrSkip();
            else cursor.Skip();
        }

        cursor.Leave(after);
        return found;
    }

    private static void Location(scoped ref MmdbCursor cursor, ref float latitude, ref float longitude)
    {
        var pairs = cursor.EnterMapOrSkip(out var after);
        for (; pairs > 0; pairs--)
        {
            var key = cursor.Key();
            if (key.SequenceEqual("latitude"u8)) latitude = cursor.NumberOrSkip();
            else if (key.SequenceEqual("longitude"u8)) longitude = cursor.NumberOrSkip();
            else cursor.Skip();
        }

        cursor.Leave(after);
    }
}
