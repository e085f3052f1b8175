using Microsoft.Extensions.Hosting;

namespace FlowOptics.AppHost;

/// <summary>What comes before and after the app model: the command line, a free place to run in, and the report of the start.</summary>
internal sealed class Startup : IDisposable
{
    private readonly DataFolder? _folder;

    private Startup(ProductOptions? options, DataFolder? folder, int exitCode)
    {
        Options = options;
        _folder = folder;
        ExitCode = exitCode;
    }

    /// <summary>Null: there is nothing to start.</summary>
    public ProductOptions? Options { get; }

    public int ExitCode { get; }

    public static async Task<Startup> BeginAsync(string[] args)
    {
        try
        {
            if (await new ProductCommand().ReadAsync(args) is not { } options) return new Startup(null, null, 0);
            if (options.Question is { } question) Parameters.Print(question);
            var folder = DataFolder.Claim(options.Data, options);
            try
            {
                Ports.CheckFree(options);
                return new Startup(options, folder, 0);
            }
            catch
            {
                folder.Dispose();
                throw;
            }
        }
        catch (StartException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return new Startup(null, null, error.ExitCode);
        }
    }

    /// <summary>Runs until Ctrl+C.</summary>
    public async Task<int> RunAsync(DistributedApplication app)
    {
        await using (app)
        {
            var report = new StartReport(Options!, app.ResourceNotifications);
            report.Begin();
            try
            {
                await app.StartAsync();
            }
            catch (DistributedApplicationException error)
            {
                await Console.Error.WriteLineAsync(error.Message);
                return StartException.CannotStart;
            }

            using var ending = new CancellationTokenSource();
            var following = report.FollowAsync(ending.Token);
            await app.WaitForShutdownAsync();
            await ending.CancelAsync();
            await following;
            return 0;
        }
    }

    public void Dispose() => _folder?.Dispose();
}
