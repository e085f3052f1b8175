using System.CommandLine;
using FlowOptics.Deploy.Aws;
using FlowOptics.Deploy.Cost;
using FlowOptics.Deploy.Doctor;
using FlowOptics.Deploy.Images;

namespace FlowOptics.Deploy.Commands;

/// <summary>The command line.</summary>
/// <param name="images">Null: by the SDK.</param>
/// <param name="http">Null: one that follows nothing; for the smoke test.</param>
internal sealed class DeployCommand(TextWriter output, TextReader input, IImageBuilder? images = null, HttpClient? http = null)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly Option<string?> _settings = new("--settings") { HelpName = "FILE", Description = $"Your decisions, as JSON. Default: {Settings.DefaultFile}, where there is one", Recursive = true };
    private readonly Option<string[]> _set = new("--set") { HelpName = "NAME=VALUE", Description = "One decision: a parameter of deploy/templates", DefaultValueFactory = _ => [], Recursive = true };
    private readonly Option<string?> _region = new("--region") { HelpName = "REGION", Description = "Default: as AWS's SDK finds it (AWS_REGION, the profile)", Recursive = true };
    private readonly Option<string?> _tag = new("--tag") { HelpName = "TAG", Description = "The images' version. Default: the commit", Recursive = true };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Asks nothing", Recursive = true };
    private readonly Option<string?> _endpoint = new("--endpoint") { Hidden = true, Recursive = true };
    private readonly Option<int> _pause = new("--pause-milliseconds") { Hidden = true, DefaultValueFactory = _ => (int)Pause.TotalMilliseconds, Recursive = true };

    public Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Puts FlowOptics into an AWS account, looks after it there, and takes it away again (docs/deploy.md).") { _settings, _set, _region, _tag, _yes, _endpoint, _pause };
        var deleteData = new Option<bool>("--delete-data") { Description = "The flow logs in the bucket that up made, Athena's results and the queue go too" };
        root.Add(Command("up", "Makes or changes all that is needed; says first what it will do.", (context, result, cancel) => new UpCommand(context, http ?? Client(), Ask(result)).RunAsync(cancel)));
        root.Add(Command("plan", "Says what up would change, and changes nothing.", (context, _, cancel) => new PlanCommand(context).RunAsync(cancel)));
        root.Add(Command("status", "Stacks, tasks, address.", (context, _, cancel) => new StatusCommand(context).RunAsync(cancel)));
        root.Add(Command("doctor", "Looks for the usual faults, and says the mend.", (context, _, cancel) => new DoctorCommand(context).RunAsync(cancel)));
        var down = Command("down", "Takes FlowOptics away; data stays.", (context, result, cancel) => new DownCommand(context, result.GetValue(deleteData), Ask(result)).RunAsync(cancel));
        down.Add(deleteData);
        root.Add(down);
        root.Add(CostCommand.Make(output));
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { Output = output, Error = output });
    }

    private static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) };

    private Command Command(string name, string description, Func<DeployContext, ParseResult, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        command.SetAction(async (result, cancellationToken) =>
        {
            try
            {
                // S3 and the processes that are started find the region there, as the SDK does.
                if (result.GetValue(_region) is { } region) Environment.SetEnvironmentVariable("AWS_REGION", region);
                var settings = Settings.Read(result.GetValue(_settings), Environment.GetEnvironmentVariables(), result.GetValue(_set) ?? []);
                using var account = new AwsAccount(result.GetValue(_endpoint), result.GetValue(_region));
                var progress = new Progress(output, TimeSpan.FromMilliseconds(result.GetValue(_pause)));
                return await run(new(account, settings, progress, images ?? new SdkImageBuilder(Environment.CurrentDirectory, output), result.GetValue(_tag)), result, cancellationToken);
            }
            catch (DeployException e)
            {
                return await FailAsync(e.Message);
            }
            catch (Exception e) when (AwsAccount.Sentence(e, cancellationToken) is { } sentence)
            {
                return await FailAsync(sentence);
            }
        });
        return command;
    }

    private Func<string, bool> Ask(ParseResult result) => question =>
    {
        if (result.GetValue(_yes)) return true;
        output.Write($"{question} [y/N] ");
        var yes = input.ReadLine()?.Trim() is "y" or "Y" or "yes";
        if (!yes) output.WriteLine("Nothing is done.");
        return yes;
    };

    private async Task<int> FailAsync(string sentence)
    {
        await output.WriteLineAsync($"Stopped: {sentence}");
        return 1;
    }
}
