using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace FlowOptics.SignIn.LoadBalancer;

/// <summary>The load balancer's public keys, each fetched once. An id that is none is asked for again after a minute at the earliest, and few at a time: ids come from outside.</summary>
internal sealed partial class LoadBalancerKeys(SignInOptions options, TimeProvider time, ILogger<LoadBalancerKeys> logger) : IDisposable
{
    private const int MostKeys = 100;
    private const int LongestKey = 4096;
    private static readonly TimeSpan Forget = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (ECDsa? Key, DateTimeOffset At)> _keys = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1);
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = LongestKey };

    public async Task<ECDsa?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (Known(id) is { } known) return known.Key;
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Known(id) is { } meanwhile) return meanwhile.Key;
            var key = await FetchAsync(id, cancellationToken).ConfigureAwait(false);
            if (_keys.Count >= MostKeys) ForgetMissing();
            if (_keys.Count < MostKeys || key is not null) _keys[id] = (key, time.GetUtcNow());
            return key;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _one.Dispose();
        foreach (var (key, _) in _keys.Values) key?.Dispose();
    }

    private (ECDsa? Key, DateTimeOffset At)? Known(string id) =>
        _keys.TryGetValue(id, out var known) && (known.Key is not null || time.GetUtcNow() - known.At < Forget) ? known : null;

    private void ForgetMissing()
    {
        foreach (var (id, known) in _keys)
        {
            if (known.Key is null) _keys.TryRemove(id, out _);
        }
    }

    private async Task<ECDsa?> FetchAsync(string id, CancellationToken cancellationToken)
    {
        var address = new Uri(options.LoadBalancer.KeyAddress, id);
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(await _client.GetStringAsync(address, cancellationToken).ConfigureAwait(false));
            return key;
        }
        catch (Exception failure) when (failure is HttpRequestException or ArgumentException or CryptographicException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            key.Dispose();
            LogNoKey(address, failure.Message);
            return null;
        }
    }

    [LoggerMessage(8003, LogLevel.Warning, "The load balancer's key {Address} cannot be had: {Reason}")]
    private partial void LogNoKey(Uri address, string reason);
}
