namespace FlowOptics.Flows;

/// <summary>
/// Something that a filter can be asked of: a record, or an entry that stands for many that agree. It is asked only for fields that the filter uses
/// (<see cref="FlowFilter.Fields"/>), and never for a field of either side, but for each side.
/// </summary>
public interface IFilterRecord
{
    /// <summary>Of a field with addresses; <c>default</c> where there is none.</summary>
    Address FindAddress(FilterField field, FilterSide side);

    /// <summary>Of a field with numbers, as <see cref="FilterFieldId"/> says; null where there is none (ASN 0, no action, a column that the format lacks).</summary>
    long? FindNumber(FilterField field, FilterSide side);

    /// <summary>Of a field with text; null where there is none (a country or city that is empty, "-").</summary>
    string? FindText(FilterField field, FilterSide side);
}
