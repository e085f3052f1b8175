using FlowOptics.Flows;
using FlowOptics.Geo.Mmdb;

namespace FlowOptics.Geo.Places;

/// <summary>The places of one database file; each record is decoded once. Thread-safe.</summary>
internal sealed class PlaceTable(MmdbFile file, PlacePool pool) : IDisposable
{
    // How far to look for a first place before a file is said to hold none.
    private const int ProbedNodes = 100_000;
    private const int ProbedRecords = 100;

    private readonly PlaceCache _cache = new();
    private long _damaged;
    private string? _firstDamage;

    public MmdbFile File => file;

    /// <summary>How many records could not be read so far; their addresses have no place.</summary>
    public long DamagedRecords => Interlocked.Read(ref _damaged);

    /// <summary>What the first of them was.</summary>
    public string? FirstDamage => _firstDamage;

    /// <exception cref="GeoDatabaseException">As <see cref="MmdbFile.Open"/>; or its records hold neither country nor city nor coordinates.</exception>
    public static PlaceTable Open(string path, PlacePool pool)
    {
        var file = MmdbFile.Open(path);
        try
        {
            foreach (var (_, offset) in MmdbNetworks.Of(file, ProbedNodes).Take(ProbedRecords))
            {
                if (PlaceReader.Read(file.Data, offset) != Place.None) return new PlaceTable(file, pool);
            }
        }
        catch (InvalidDataException fault)
        {
            file.Dispose();
            throw new GeoDatabaseException($"geo database '{path}' is damaged: {fault.Message}", fault);
        }

        file.Dispose();
        throw new GeoDatabaseException(
            $"geo database '{path}' holds no places (its type is '{file.Metadata.DatabaseType}'): give a city or country database");
    }

    public Place Find(Address address)
    {
        int offset;
        try
        {
            offset = file.Find(address);
        }
        catch (InvalidDataException fault)
        {
            return Damaged(fault);
        }

        return offset == MmdbFile.NotFound ? Place.None : _cache.Find(offset) ?? Read(offset);
    }

    public void Dispose() => file.Dispose();

    private Place Read(int offset)
    {
        Place place;
        try
        {
            place = pool.Intern(PlaceReader.Read(file.Data, offset));
        }
        catch (InvalidDataException fault)
        {
            place = Damaged(fault);
        }

        // A damaged record is remembered too, so that it costs and counts once.
        _cache.Add(offset, place);
        GC.KeepAlive(file);
        return place;
    }

    private Place Damaged(InvalidDataException fault)
    {
        Interlocked.Increment(ref _damaged);
        Interlocked.CompareExchange(ref _firstDamage, $"geo database '{file.Path}': {fault.Message}", null);
        return Place.None;
    }
}
