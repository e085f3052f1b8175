using System.Diagnostics;
using System.Text.Json;

namespace FlowOptics.AppHost.Tests.Switch;

/// <summary>
/// <c>-p:UseAspire=true</c> takes Aspire's own packages. Where the feed does not have them the project cannot be evaluated; that it asks for them, and for
/// nothing of ours, is what can be seen then. Without the switch the evaluation knows nothing of Aspire's SDK.
/// </summary>
public sealed class UseAspireTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Without_the_switch_the_model_runs_on_our_own_library_and_no_package_of_Aspire_is_asked_for()
    {
        var (exitCode, output) = await EvaluateAsync();

        Assert.True(exitCode == 0, output);
        using var evaluated = JsonDocument.Parse(output);
        var references = Items(evaluated, "ProjectReference");
        Assert.Contains(references, path => path.EndsWith("FlowOptics.Hosting.csproj", StringComparison.Ordinal));
        Assert.Contains("Aspire.Hosting.ApplicationModel", Items(evaluated, "Using"));
        Assert.DoesNotContain(Items(evaluated, "PackageReference"), name => name.StartsWith("Aspire", StringComparison.Ordinal));
        Assert.Equal("", evaluated.RootElement.GetProperty("Properties").GetProperty("AspireUseCliBundle").GetString());
    }

    [Fact]
    public async Task With_the_switch_the_project_is_Aspires_own_and_lacks_its_packages_at_most()
    {
        var (exitCode, output) = await EvaluateAsync("-p:UseAspire=true");

        if (exitCode != 0)
        {
            // MSB4236: the SDK 'Aspire.AppHost.Sdk/13.5.2' could not be found; or the resolvers' own words for it.
            Assert.Contains("Aspire.AppHost.Sdk", output, StringComparison.Ordinal);
            Assert.Contains("13.5.2", output, StringComparison.Ordinal);
            return;
        }

        using var evaluated = JsonDocument.Parse(output);
        Assert.DoesNotContain(Items(evaluated, "ProjectReference"), path => path.EndsWith("FlowOptics.Hosting.csproj", StringComparison.Ordinal));
        Assert.Equal("false", evaluated.RootElement.GetProperty("Properties").GetProperty("AspireUseCliBundle").GetString());
    }

    private static IReadOnlyList<string> Items(JsonDocument evaluated, string name) =>
        [.. evaluated.RootElement.GetProperty("Items").GetProperty(name).EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];

    /// <summary>Evaluates AppHost's project; nothing is built.</summary>
    private static async Task<(int ExitCode, string Output)> EvaluateAsync(params string[] more)
    {
        var project = Path.Combine(Repository.Root, "AppHost", "FlowOptics.AppHost.csproj");
        var info = new ProcessStartInfo("dotnet", ["msbuild", project, "-getItem:ProjectReference,Using,PackageReference", "-getProperty:AspireUseCliBundle", .. more])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            // Away from the sources: a command must not find settings of theirs by chance.
            WorkingDirectory = Path.GetTempPath(),
        };
        // A node that stays would outlive the test.
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        return (process.ExitCode, process.ExitCode == 0 ? output : output + await error);
    }
}
