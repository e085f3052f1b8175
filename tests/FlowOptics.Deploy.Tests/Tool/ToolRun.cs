using FlowOptics.Deploy.Commands;
using FlowOptics.Deploy.Images;

namespace FlowOptics.Deploy.Tests.Tool;

/// <summary>Runs the tool against <see cref="CannedAws"/>, as a person would, but for the images, which are only noted.</summary>
internal sealed class ToolRun(CannedAws aws) : IImageBuilder
{
    public static readonly string[] Decisions = ["--set", "DomainName=flowoptics.example.com", "--set", "CertificateArn=arn:aws:acm:eu-west-1:123456789012:certificate/1"];

    public List<string> Pushed { get; } = [];

    public string Output { get; private set; } = "";

    public async Task<int> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        using var http = new HttpClient();
        string[] all = [.. args, "--endpoint", aws.Url, "--pause-milliseconds", "1", "--tag", "v1"];
        var exitCode = await new DeployCommand(output, new StringReader(""), this, http).RunAsync(all);
        Output = output.ToString();
        return exitCode;
    }

    /// <summary>With all that a person must decide, and without questions.</summary>
    public Task<int> RunDecidedAsync(params string[] args) => RunAsync([.. args, .. Decisions, "--yes"]);

    public Task PushAsync(ServiceImage image, RegistryLogin login, string repository, string tag, string architecture, CancellationToken cancellationToken)
    {
        Assert.Equal(("123456789012.dkr.ecr.eu-west-1.amazonaws.com", "AWS", "password"), (login.Host, login.User, login.Password));
        Pushed.Add($"{repository}:{tag} {architecture}");
        aws.Images.Add($"{repository}:{tag}");
        return Task.CompletedTask;
    }
}
