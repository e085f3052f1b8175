using System.Diagnostics;
using FlowOptics.Geo.Aws;
using FlowOptics.Geo.Tables;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.Geo;

/// <summary>
/// Holds the table that is in force, and exchanges it when a database file has changed. Thread-safe. A table is built beside the one in use and then takes
/// its place; the old one goes when the last batch has let go of it. While the first is being built, the database files themselves answer.
/// </summary>
public sealed class GeoSource : IAsyncDisposable, IDisposable
{
    // Sizes and times of five files: nothing that shows.
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    // A building takes all of a core for some seconds: the first time the services come up before it.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    // What has to do with the disk rather than with a database may be mended without a file's changing.
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    private readonly GeoOptions _options;
    private readonly TableStore? _store;
    private readonly AwsRangesFetch? _aws;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching = Task.CompletedTask;

    private volatile GeoTable _current;
    private volatile string? _problem;
    private byte[] _source = [];
    private FileStamps? _seen;
    private FileStamps? _last;
    private DateTimeOffset _retryAt = DateTimeOffset.MaxValue;
    private int _sweeps;

    /// <summary>A source that always has this table.</summary>
    public GeoSource(GeoTable table)
    {
        _current = table;
        _options = new GeoOptions();
        _logger = NullLogger.Instance;
        _time = TimeProvider.System;
    }

    private GeoSource(GeoOptions options, string? folder, ILogger logger, TimeProvider time)
    {
        (_options, _logger, _time) = (options, logger, time);
        if (folder is not null) _store = new TableStore(folder);
        if (folder is not null && options.AwsRangesAreFetched) _aws = new AwsRangesFetch(options.AwsRanges!, folder, time, logger);

        var files = Files();
        var seen = FileStamps.Of(files);
        var source = TableSource.HashOf(files);
        string? damage = null;
        if (_store?.TryOpen(source, out damage) is { } built)
        {
            (_current, _source, _seen) = (built, source, seen);
            GeoLog.Opened(logger, built.BuiltAt, built.Path);
        }
        else
        {
            if (damage is not null) GeoLog.Damaged(logger, damage);
            _current = new DirectTable(GeoDatabase.Open(files));
            if (_store is null) (_source, _seen) = (source, seen);
        }

        _watching = Task.Run(WatchAsync);
    }

    /// <summary>The table in force now. Take it once a batch: the next call may give another, with other numbers.</summary>
    public GeoTable Current => _current;

    /// <summary>Why the newest database files are not in force; null where they are.</summary>
    public string? Problem => _problem;

    /// <summary>In a sentence, for a health check.</summary>
    public string Summary => $"place data of {Current.BuiltAt:yyyy-MM-dd}"
        + (_store is not null && Current is DirectTable ? ", asked of the databases themselves until the table is built" : "")
        + (Problem is { } problem ? $"; newer data is not used: {problem}" : "");

    /// <summary>Opens the built table, or the databases themselves where there is none yet, and watches the files from then on.</summary>
    /// <param name="folder">Where built tables are kept: the <c>geo</c> folder of the product's data. Null: none is built, and the databases themselves answer.</param>
    /// <exception cref="GeoDatabaseException">A file is missing or damaged; the message names it and the mend.</exception>
    public static GeoSource Open(GeoOptions options, string? folder, ILogger? logger = null, TimeProvider? time = null) =>
        new(options, folder, logger ?? NullLogger.Instance, time ?? TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _aws?.Dispose();
        _stop.Dispose();
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private GeoFiles Files() => GeoFiles.Find(_options) is var files && _aws is null ? files : files with { AwsRanges = _aws?.Path };

    private async Task WatchAsync()
    {
        try
        {
            if (_store is not null && _current is DirectTable) await Task.Delay(Settling, _time, _stop.Token).ConfigureAwait(false);
            while (true)
            {
                if (_aws is not null) await _aws.RefreshAsync(_stop.Token).ConfigureAwait(false);
                await LookAsync().ConfigureAwait(false);
                Sweep();
                await Task.Delay(Poll, _time, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end.
        }
    }

    // A file that is being written changes from look to look: it is read when it has stopped.
    private async Task LookAsync()
    {
        FileStamps? stamps = null;
        try
        {
            var files = Files();
            stamps = FileStamps.Of(files);
            if (stamps.Equals(_seen) && _time.GetUtcNow() < _retryAt) return;
            if (!stamps.Equals(_last) && _last is not null) return;
            await ExchangeAsync(files).ConfigureAwait(false);
            _problem = null;
            (_seen, _retryAt) = (stamps, DateTimeOffset.MaxValue);
        }
        catch (GeoDatabaseException refused)
        {
            (_seen, _retryAt) = (stamps, DateTimeOffset.MaxValue);
            Refuse(refused.Message);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            (_seen, _retryAt) = (stamps, _time.GetUtcNow() + Again);
            Refuse(fault.Message);
        }
        finally
        {
            _last = stamps;
        }
    }

    private async Task ExchangeAsync(GeoFiles files)
    {
        var source = TableSource.HashOf(files);
        if (source.AsSpan().SequenceEqual(_source)) return;
        _current = _store is null ? new DirectTable(GeoDatabase.Open(files)) : _store.TryOpen(source, out _) ?? await BuildAsync(_store, files, source).ConfigureAwait(false);
        _source = source;
        _sweeps = 2;
        GeoLog.Opened(_logger, _current.BuiltAt, _store?.PathOf(source) ?? files.CityIPv4);
    }

    private async Task<MappedTable> BuildAsync(TableStore store, GeoFiles files, byte[] source)
    {
        while (true)
        {
            using (var building = store.TryLock())
            {
                // Another process may have built it while this one waited.
                if (building is not null && store.TryOpen(source, out _) is { } there) return there;
                if (building is not null)
                {
                    GeoLog.Building(_logger, store.PathOf(source));
                    var began = Stopwatch.GetTimestamp();
                    store.Build(files, source, _stop.Token);
                    GeoLog.Built(_logger, Stopwatch.GetElapsedTime(began).TotalSeconds);
                    return store.TryOpen(source, out var damage) ?? throw new IOException(damage ?? $"the geo table '{store.PathOf(source)}' was removed as soon as it was built");
                }
            }

            await Task.Delay(Poll / 4, _time, _stop.Token).ConfigureAwait(false);
        }
    }

    private void Refuse(string reason)
    {
        if (reason == _problem) return;
        _problem = reason;
        GeoLog.Refused(_logger, reason);
    }

    // A table's mapping goes with its last reference, and a building's memory with it: once after each exchange this is worth a full collection, and once
    // more for what a batch still held the first time. Only then are files of tables free that nobody uses.
    private void Sweep()
    {
        if (_sweeps == 0) return;
        _sweeps--;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        _store?.RemoveOthers(_source);
    }
}
