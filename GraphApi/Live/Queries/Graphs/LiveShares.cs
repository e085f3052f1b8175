namespace FlowOptics.GraphApi.Live;

/// <summary>
/// The parts in which a question goes through more than its memory holds: whatever hashes alike is of one share. A share that proves too large is halved on the
/// way, and its other half left for later.
/// </summary>
internal sealed class LiveShares
{
    private readonly Stack<(uint Remainder, uint Modulus)> _left = new([(0, 1)]);
    private uint _remainder;
    private uint _modulus;

    /// <summary>Whether the share is everything: nothing has to be hashed.</summary>
    public bool IsAll => _modulus == 1;

    /// <summary>Begins the next share; false when all are done.</summary>
    public bool Next()
    {
        if (!_left.TryPop(out var share)) return false;
        (_remainder, _modulus) = share;
        return true;
    }

    public bool Contains(uint hash) => hash % _modulus == _remainder;

    /// <summary>False where what cannot be told apart by 32 bits of hash stays together.</summary>
    public bool Halve()
    {
        if (_modulus > uint.MaxValue / 2) return false;
        _left.Push((_remainder + _modulus, _modulus * 2));
        _modulus *= 2;
        return true;
    }
}
