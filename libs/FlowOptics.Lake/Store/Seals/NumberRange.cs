namespace FlowOptics.Lake;

/// <summary>Whole numbers from <paramref name="First"/> up to, but without, <paramref name="End"/>: seconds, hours or days since 1970.</summary>
public readonly record struct NumberRange(long First, long End)
{
    public long Count => End - First;
}
