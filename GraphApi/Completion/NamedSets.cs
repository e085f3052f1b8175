using FlowOptics.Flows;
using FlowOptics.GraphApi.Startup;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.GraphApi;

/// <summary>
/// The named sets of the filter language (<c>addr in @databases</c>), from the file that <c>FlowOptics:Filter:Sets</c> names. The file is looked at every two seconds; a changed one is in
/// force at once, one that cannot be read is told, and the sets before it stay.
/// </summary>
internal sealed class NamedSets : BackgroundService
{
    private const int MaxBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly string? _path;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private (DateTime Time, long Length)? _seen;

    /// <exception cref="ServiceConfigurationException">There are no sets to begin with: the file cannot be read.</exception>
    public NamedSets(GraphApiOptions options, TimeProvider time, ILogger<NamedSets> logger)
    {
        (_path, _time, _logger) = (options.FilterSets, time, logger);
        Look();
        if (Problem is { } problem) throw new ServiceConfigurationException(problem);
    }

    /// <summary>The sets in force, and another number after each change.</summary>
    public (FilterSets Sets, int Version) Current => (_state.Sets, _state.Version);

    /// <summary>Why the file that is there now is not in force; null: it is, or none is named.</summary>
    public string? Problem { get; private set; }

    // One reference, so that sets and number belong together.
    private State _state = new(FilterSets.None, 0);

    /// <summary>Reads the file where it has changed.</summary>
    internal void Look()
    {
        if (_path is null) return;
        try
        {
            var file = new FileInfo(_path);
            if (file.Exists && _seen == (file.LastWriteTimeUtc, file.Length)) return;
            if (file.Exists && file.Length > MaxBytes) throw new FormatException($"it has {file.Length} bytes, at most {MaxBytes} are read");
            var seen = (file.LastWriteTimeUtc, file.Exists ? file.Length : 0);
            var sets = FilterSets.Parse(File.ReadAllText(_path));
            (_state, _seen, Problem) = (new State(sets, _state.Version + 1), seen, null);
            Log.SetsRead(_logger, _path, _state.Sets.Names.Count());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            var problem = $"the named sets {_path} cannot be read: {exception.Message}. Mend the file (a JSON object of arrays, {{\"databases\": [\"10.0.3.7\"]}}); until then the sets before it hold.";
            if (problem != Problem) Log.SetsUnreadable(_logger, problem);
            Problem = problem;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_path is null) return;
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Look();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private sealed record State(FilterSets Sets, int Version);
}
