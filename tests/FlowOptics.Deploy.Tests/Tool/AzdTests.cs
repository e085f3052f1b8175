using System.Text.RegularExpressions;
using FlowOptics.Deploy.Commands;
using FlowOptics.Deploy.Stacks;

namespace FlowOptics.Deploy.Tests.Tool;

/// <summary>azure.yaml: hooks that call the tool as it is.</summary>
public sealed partial class AzdTests
{
    private static readonly string[] Hooks = ["preprovision", "postprovision", "postdeploy", "predown"];

    [Fact]
    public async Task Each_hook_calls_a_command_that_there_is()
    {
        var hooks = Hook().Matches(Repository.Read("azure.yaml")).ToDictionary(match => match.Groups["hook"].Value, match => match.Groups["arguments"].Value.Trim(), StringComparer.Ordinal);
        Assert.Equal(Hooks, hooks.Keys);
        foreach (var arguments in hooks.Values)
        {
            await using var output = new StringWriter();
            Assert.True(await new DeployCommand(output, TextReader.Null).RunAsync([.. arguments.Split(' '), "--help"]) == 0, output.ToString());
        }
    }

    [Fact]
    public void The_module_that_azd_provisions_makes_nothing()
    {
        Assert.Matches("path: deploy/azure\\s+module: main", Repository.Read("azure.yaml"));
        Assert.DoesNotMatch("^(resource|module) ", Repository.Read("deploy/azure/main.bicep"));
    }

    [Fact]
    public void A_decision_in_the_environment_counts_and_a_command_line_counts_more()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["FLOWOPTICS_DOMAINNAME"] = "a.example.com", ["FLOWOPTICS_WEBMOST"] = "2", ["FLOWOPTICS_WRITE_CONFIGURATION"] = "1" };
        var settings = Settings.Read(null, environment, ["WebMost=5"]);
        Assert.Equal(("a.example.com", "5"), (settings["DomainName"], settings["WebMost"]));
    }

    [Fact]
    public void What_the_page_to_follow_decides_is_all_that_must_be_and_would_be_taken()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, Repository.Read("docs/deploy.md").Split("```json")[1].Split("```")[0]);
            Settings.Read(file, new Dictionary<string, string>(), []).RequireDecisions([.. StackTemplate.InOrder.Where(template => !template.IsOptional)]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"^  (?<hook>\w+):\s+shell: sh\s+run: dotnet run --project deploy -- (?<arguments>.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hook();
}
