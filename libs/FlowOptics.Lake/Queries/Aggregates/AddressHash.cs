namespace FlowOptics.Lake;

/// <summary>A hash of addresses by multiplication with random odd numbers: nobody who sends packets can choose addresses that all fall into one place.</summary>
internal sealed class AddressHash
{
    private readonly ulong _high = (ulong)Random.Shared.NextInt64() | 1;
    private readonly ulong _low = (ulong)Random.Shared.NextInt64() | 1;

    /// <summary>Its upper bits depend on all of the address's.</summary>
    public ulong Of(ulong high, ulong low)
    {
        var mixed = (low * _low) + (high * _high);
        mixed ^= mixed >> 32;
        return mixed * _low;
    }
}
