using System.CommandLine;
using System.CommandLine.Help;
using System.Security.Cryptography;

namespace FlowOptics.AppHost;

/// <summary>The command line: options for every command, and flow-optics' four verbs.</summary>
internal sealed class ProductCommand
{
    private const int TokenBytes = 16;

    private readonly Option<string> _data = Option<string>("--data", "DIR", "The product's own state: bucket, lake, tables, journals. Default: ./data");
    private readonly Option<string> _logs = Option<string>("--logs", "DIR", "Your own flow logs, in any layout; only read. The demo is then off.");
    private readonly Option<string> _format = Option<string>("--format", "FIELDS", "Field names for logs without a header, e.g. \"version account-id srcaddr …\". Default: AWS's version 2.");
    private readonly Option<string> _demo = Option<string>("--demo", "on|off", "Replays real access attempts beside a simulated network. Default: on, and off with --logs.");
    private readonly Option<string> _stream = Option<string>("--stream", "recent|all", "Which objects the live map shows: those younger than an hour, or all. Default: recent.");
    private readonly Option<string> _cloud = Option<string>("--cloud", "MODE", "local (default): folders, no AWS. emulated: S3 and SQS of the emulator, no Docker. localstack: of LocalStack's container. aws: manifest only.");
    private readonly Option<string> _history = Option<string>("--history", "lake|athena", "Where questions of history are asked: the lake (default), or, with --cloud emulated, Athena by the emulator.");
    private readonly Option<string> _port = Option<string>("--port", "PORT", "The page. Default: 8000");
    private readonly Option<string> _dashboardPort = Option<string>("--dashboard-port", "PORT", "The dashboard: services, their states and logs. Default: 15000");
    private readonly Option<string> _brokerPort = Option<string>("--broker-port", "PORT", "The MQTT broker. Default: 1883");
    private readonly Option<string> _cloudPort = Option<string>("--cloud-port", "PORT", "What answers as AWS, with --cloud emulated or localstack. Default: 4566");
    private readonly Option<string> _publisher = Option<string>("--publisher", "manifest", "Writes Aspire's manifest, for tools that deploy, instead of running.");
    private readonly Option<string> _outputPath = Option<string>("--output-path", "FILE", "Where the manifest is written.");
    private readonly Option<bool> _dashboardOpen = new("--dashboard-open") { Description = "The dashboard asks for no token.", Recursive = true };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Shows all that the services log, not only warnings and errors.", Recursive = true };

    private readonly RootCommand _root = new(
        "FlowOptics: who talks to whom in your AWS VPCs, and from where in the world. Without a command it starts the product, and runs until Ctrl+C.")
    {
        HelpName = "dotnet run --project AppHost --",
    };

    private readonly Dictionary<string, VerbArguments> _verbs = new(StringComparer.Ordinal);

    public ProductCommand()
    {
        foreach (Option option in (Option[])[_data, _logs, _format, _demo, _stream, _cloud, _history, _port, _dashboardPort, _brokerPort, _cloudPort, _publisher, _outputPath, _dashboardOpen, _verbose])
            _root.Add(option);
        AddVerb("correlate", "Traffic among a group of addresses.", VerbArguments.ForGroup());
        AddVerb("inspect", "All traffic of an address; its peers limited to a CIDR, if one is given.", VerbArguments.ForAddress());
        AddVerb("rejects", "The rejected traffic of an address; its peers limited to a CIDR, if one is given.", VerbArguments.ForAddress());
        _root.Add(Started(new Command("serve", "Starts the product, and opens the last answer again.")));
        Started(_root);
        var help = _root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
    }

    /// <returns>Null where help or the version was asked for, and has been printed.</returns>
    /// <exception cref="StartException">The command line is wrong.</exception>
    public async Task<ProductOptions?> ReadAsync(string[] args)
    {
        var result = _root.Parse(args);
        // Help before errors: "correlate --help" has no arguments either.
        if (result.Action is { } action && action != result.CommandResult.Command.Action && (action is HelpWithExamples || result.Errors.Count == 0))
        {
            await result.InvokeAsync();
            return null;
        }

        if (result.Errors.Count > 0) throw Wrong(result.Errors[0].Message.TrimEnd('.') + ": --help shows what there is.");
        var verb = result.CommandResult.Command.Name;
        var manifest = OptionValues.Manifest(result.GetValue(_publisher), result.GetValue(_outputPath));
        // A manifest is for another machine, where this one's folders mean nothing.
        var logs = result.GetValue(_logs) is { } folder && manifest is null ? OptionValues.ExistingFolder("--logs", folder) : result.GetValue(_logs);
        var cloud = OptionValues.Cloud(result.GetValue(_cloud), publish: manifest is not null, logs);
        return new ProductOptions
        {
            Cloud = cloud,
            HistoryInAthena = OptionValues.HistoryInAthena(result.GetValue(_history), cloud),
            Manifest = manifest,
            Data = manifest is null ? Path.GetFullPath(result.GetValue(_data) ?? "data") : result.GetValue(_data) ?? "/data",
            Logs = logs,
            Demo = OptionValues.Demo(result.GetValue(_demo), logs),
            Format = result.GetValue(_format),
            StreamAll = OptionValues.OneOf("--stream", result.GetValue(_stream) ?? "recent", "recent", "all") == "all",
            Port = OptionValues.Port("--port", result.GetValue(_port), 8000),
            IsPortGiven = result.GetValue(_port) is not null,
            DashboardPort = OptionValues.Port("--dashboard-port", result.GetValue(_dashboardPort), 15000),
            BrokerPort = OptionValues.Port("--broker-port", result.GetValue(_brokerPort), 1883),
            CloudPort = OptionValues.Port("--cloud-port", result.GetValue(_cloudPort), 4566),
            DashboardOpen = result.GetValue(_dashboardOpen),
            DashboardToken = Environment.GetEnvironmentVariable("AppHost__BrowserToken") is { Length: > 0 } token ? token : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes)),
            Verbose = result.GetValue(_verbose),
            Question = _verbs.TryGetValue(verb, out var arguments) ? arguments.Read(verb, result) : null,
            ShowLastAnswer = verb == "serve",
        };
    }

    private static StartException Wrong(string message) => new(message, StartException.WrongArguments);

    private static Option<T> Option<T>(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description, Recursive = true };

    private void AddVerb(string name, string description, VerbArguments arguments)
    {
        var command = new Command(name, description);
        foreach (var argument in arguments.All) command.Add(argument);
        _verbs.Add(name, arguments);
        _root.Add(Started(command));
    }

    // What a command does stands in Program.cs; without an action the parser would take the root command for a mere group of verbs.
    private static Command Started(Command command)
    {
        command.SetAction(_ => 0);
        return command;
    }
}
