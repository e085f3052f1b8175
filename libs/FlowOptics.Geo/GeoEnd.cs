namespace FlowOptics.Geo;

/// <summary>What an address leads to: indices into <see cref="GeoTable.Places"/> and <see cref="GeoTable.Networks"/>; 0 where nothing is known.</summary>
public readonly record struct GeoEnd(int Place, int Network);
