namespace FlowOptics.GraphApi.Live;

/// <summary>Whose an address is: the interface that logged it as its own end.</summary>
/// <param name="Last">When the last record of it ended, in Unix seconds.</param>
internal readonly record struct LiveOwner(string? InterfaceId, long Last, string Account, string Region)
{
    /// <summary>Of several the one with an id before one without, then the one whose last record ended last, then the least by id, account, region: as the lake takes it.</summary>
    public bool IsBefore(in LiveOwner other)
    {
        if (InterfaceId is null != other.InterfaceId is null) return InterfaceId is not null;
        if (Last != other.Last) return Last > other.Last;
        var order = string.CompareOrdinal(InterfaceId, other.InterfaceId);
        if (order == 0) order = string.CompareOrdinal(Account, other.Account);
        if (order == 0) order = string.CompareOrdinal(Region, other.Region);
        return order < 0;
    }
}
