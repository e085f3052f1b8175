using Microsoft.Extensions.DependencyInjection;
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
            Ports.CheckDistinct(options);
            if (options.Manifest is not null) return new Startup(options, null, 0);
            if (options.Question is { } question) Parameters.Print(question);
            if (await AskRunningAsync(options)) return new Startup(null, null, 0);
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

    /// <summary>Runs until Ctrl+C, or writes the manifest.</summary>
    public async Task<int> RunAsync(DistributedApplication app)
    {
        await using (app)
        {
            if (Options!.Manifest is { } manifest) return await PublishAsync(app, manifest);
            var report = new StartReport(Options, app.ResourceNotifications);
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

            var ending = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            var following = report.FollowAsync(ending);
            var asking = AskStartedAsync(app.ResourceNotifications, ending);
            await app.WaitForShutdownAsync(CancellationToken.None);
            await Task.WhenAll(following, asking);
            return 0;
        }
    }

    public void Dispose() => _folder?.Dispose();

    private static async Task<int> PublishAsync(DistributedApplication app, string manifest)
    {
        try
        {
            await app.RunAsync();
            Console.WriteLine($"The manifest is at {manifest}");
            return 0;
        }
        catch (DistributedApplicationException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return StartException.CannotStart;
        }
    }

    /// <returns>Whether a product that runs already has taken the question.</returns>
    private static async Task<bool> AskRunningAsync(ProductOptions options)
    {
        if (options.Question is null && !options.ShowLastAnswer) return false;
        string[] places = RunningInstance.Read(options.Data) is { } last && !options.IsPortGiven ? [last.PageUrl, options.PageUrl] : [options.PageUrl];
        using var api = await ProductApi.FindAsync(places);
        if (api is null) return false;
        if (options.Question is { } question) await new Asking(options).AskAsync(api, question, fresh: false, CancellationToken.None);
        else new Asking(options).ShowLast(api.PageUrl);
        return true;
    }

    /// <summary>Asks the product that has just been started; it goes on running whatever the answer is.</summary>
    private async Task AskStartedAsync(ResourceNotificationService notifications, CancellationToken cancellationToken)
    {
        if (Options!.Question is null && !Options.ShowLastAnswer) return;
        try
        {
            await notifications.WaitForResourceHealthyAsync("web", cancellationToken);
            await notifications.WaitForResourceHealthyAsync("graphapi", cancellationToken);
            using var api = new ProductApi(Options.PageUrl);
            if (Options.Question is { } question) await new Asking(Options).AskAsync(api, question, fresh: true, cancellationToken);
            else new Asking(Options).ShowLast(api.PageUrl);
        }
        catch (StartException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C while it was starting or asking.
        }
    }
}
