using Microsoft.Extensions.Logging;

namespace FlowOptics.Geo.Aws;

/// <summary>Fetches ip-ranges.json from an address, now and once a day, and keeps the last good one as a file.</summary>
internal sealed class AwsRangesFetch(string address, string folder, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    // After a failure: sooner than a day, and not so often that it troubles anybody.
    private static readonly TimeSpan Again = TimeSpan.FromHours(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new() { Timeout = Timeout, MaxResponseContentBufferSize = AwsRangesFile.MaxBytes };
    private DateTimeOffset _next = DateTimeOffset.MinValue;
    private string? _lastFault;

    /// <summary>The kept file; null where nothing was fetched yet.</summary>
    public string? Path => File.Exists(KeptPath) ? KeptPath : null;

    private string KeptPath => System.IO.Path.Combine(folder, "ip-ranges.json");

    /// <summary>Fetches, if it is time to. A failure is told once for each cause, and changes nothing.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() < _next) return;
        try
        {
            var bytes = await _http.GetByteArrayAsync(address, cancellationToken).ConfigureAwait(false);
            var ranges = AwsRangesFile.Read(bytes, address);
            await KeepAsync(bytes, cancellationToken).ConfigureAwait(false);
            GeoLog.Fetched(logger, ranges.CreateDate, address);
            _lastFault = null;
            _next = time.GetUtcNow() + Every;
        }
        catch (Exception fault) when (fault is HttpRequestException or GeoDatabaseException or IOException or UnauthorizedAccessException
            || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            _next = time.GetUtcNow() + Again;
            if (fault.Message == _lastFault) return;
            _lastFault = fault.Message;
            GeoLog.NotFetched(logger, KeptDate(), address, fault.Message);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task KeepAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        if (File.Exists(KeptPath) && (await File.ReadAllBytesAsync(KeptPath, cancellationToken).ConfigureAwait(false)).AsSpan().SequenceEqual(bytes)) return;
        Directory.CreateDirectory(folder);
        // Another service may keep the same file at this moment: each writes its own, and a rename is whole or not at all.
        var own = System.IO.Path.Combine(folder, $"ip-ranges.{Environment.ProcessId}.new");
        await File.WriteAllBytesAsync(own, bytes, cancellationToken).ConfigureAwait(false);
        File.Move(own, KeptPath, overwrite: true);
    }

    private string KeptDate()
    {
        try
        {
            return AwsRangesFile.Read(AwsRangesFile.Load(Path), Path).CreateDate;
        }
        catch (GeoDatabaseException)
        {
            // It is refused, with its reason, where it is used.
            return "the copy within this program";
        }
    }
}
