namespace Aspire.Hosting.Telemetry.Wire;

/// <summary>AnyValue's fields; a list's and a map's values are their field 1.</summary>
internal static class AnyValueFields
{
    public const int Text = 1;
    public const int Boolean = 2;
    public const int Integer = 3;
    public const int Double = 4;
    public const int Array = 5;
    public const int Map = 6;
    public const int Bytes = 7;
}
