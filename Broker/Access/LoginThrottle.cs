using System.Net;

namespace FlowOptics.Broker.Access;

/// <summary>
/// Makes guessing slow. A wrong login is answered after a second, of one address only so many at a time; and slow hashes are computed one after
/// the other, so that whoever guesses cannot have the processor. What is right, and a token, waits for none of this.
/// </summary>
internal sealed class LoginThrottle(TimeProvider time) : IDisposable
{
    private const int MaxWrongOfAddress = 16;
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    private readonly Dictionary<IPAddress, int> _wrong = [];
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>False while so many wrong logins of the address are being answered that no other slow hash is computed for it.</summary>
    public bool MayTry(IPAddress? address)
    {
        lock (_wrong) return _wrong.GetValueOrDefault(address ?? IPAddress.None) < MaxWrongOfAddress;
    }

    public async Task<bool> MatchesAsync(SecretHash hash, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken)
    {
        if (!hash.IsSlow) return hash.Matches(secret.Span);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => hash.Matches(secret.Span), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The time that a wrong login takes.</summary>
    public async Task DelayAsync(IPAddress? address, CancellationToken cancellationToken)
    {
        var key = address ?? IPAddress.None;
        lock (_wrong) _wrong[key] = _wrong.GetValueOrDefault(key) + 1;
        try
        {
            await Task.Delay(Delay, time, cancellationToken);
        }
        finally
        {
            lock (_wrong)
            {
                if (--_wrong[key] == 0) _wrong.Remove(key);
            }
        }
    }

    public void Dispose() => _turn.Dispose();
}
