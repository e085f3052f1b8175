using FlowOptics.Flows;

namespace FlowOptics.Geo;

/// <summary>Place and network of public addresses. Thread-safe.</summary>
public sealed class GeoDatabase : IDisposable
{
    /// <exception cref="GeoDatabaseException">A file is missing or damaged; the message names it and the mend.</exception>
    public static GeoDatabase Open(GeoOptions options)
    {
        _ = options;
        throw new NotImplementedException();
    }

    /// <summary>The place of an address; <see cref="Place.None"/> where it is unknown. The same instance for equal places.</summary>
    public Place PlaceOf(Address address) => throw new NotImplementedException();

    /// <summary>The network of an address; <see cref="Network.None"/> where it is unknown. The same instance for equal networks.</summary>
    public Network NetworkOf(Address address) => throw new NotImplementedException();

    /// <summary>When the place data was built (UTC).</summary>
    public DateTimeOffset BuiltAt => throw new NotImplementedException();

    public void Dispose() => throw new NotImplementedException();
}
