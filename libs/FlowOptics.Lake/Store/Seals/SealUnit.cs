namespace FlowOptics.Lake;

/// <summary>What a row of <c>sealed</c> is about. Numbers are stored in the lake.</summary>
internal enum SealUnit : byte
{
    Hour,
    Day,
}
