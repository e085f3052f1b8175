namespace FlowOptics.Geo;

/// <summary>A geo database that is missing, damaged or of an unknown schema.</summary>
public sealed class GeoDatabaseException(string message, Exception? inner = null) : Exception(message, inner);
