using FlowOptics.Flows;

namespace FlowOptics.Geo.Places;

/// <summary>Gives equal places one instance, and equal names one string. Thread-safe.</summary>
internal sealed class PlacePool
{
    private readonly Dictionary<Place, Place> _places = new() { [Place.None] = Place.None };
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public Place Intern(Place place)
    {
        lock (_lock)
        {
            if (_places.TryGetValue(place, out var known)) return known;
            var fresh = place with { Country = Intern(place.Country), City = Intern(place.City) };
            _places.Add(fresh, fresh);
            return fresh;
        }
    }

    private string Intern(string name)
    {
        if (_names.TryGetValue(name, out var known)) return known;
        _names.Add(name, name);
        return name;
    }
}
