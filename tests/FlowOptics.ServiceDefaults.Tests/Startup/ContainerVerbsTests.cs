using FlowOptics.ServiceDefaults.Startup;

namespace FlowOptics.ServiceDefaults.Tests.Startup;

public sealed class ContainerVerbsTests
{
    [Fact]
    public async Task A_service_that_answers_is_alive_and_one_that_is_gone_is_not()
    {
        string urls;
        await using (var service = await TestService.StartAsync())
        {
            urls = service.Client.BaseAddress!.ToString();
            await Eventually.TrueAsync(() => Run(ContainerVerbs.Alive, urls, out _) == 0, "the service is not found alive");
            // As it is told to listen in a container.
            var port = service.Client.BaseAddress!.Port;
            await Eventually.TrueAsync(() => Run(ContainerVerbs.Alive, $"http://*:{port}", out _) == 0, "the service is not found alive where it listens on all addresses");
        }

        Assert.Equal(1, Run(ContainerVerbs.Alive, urls, out var why));
        Assert.Contains("does not answer", why, StringComparison.Ordinal);
    }

    [Fact]
    public void The_data_folder_is_given_to_whom_the_service_runs_as()
    {
        if (OperatingSystem.IsWindows()) return; // There are no such modes, and no such containers.
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            Assert.Equal(0, Run(ContainerVerbs.OwnData, folder.FullName, out _));
            Assert.True(File.GetUnixFileMode(folder.FullName).HasFlag(UnixFileMode.OtherWrite));
            Assert.True(File.GetUnixFileMode(Path.Join(folder.FullName, "tmp")).HasFlag(UnixFileMode.OtherWrite));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Anything_else_is_no_verb() => Assert.Null(ContainerVerbs.Run("--urls", _ => null, TextWriter.Null));

    private static int? Run(string verb, string value, out string errors)
    {
        using var writer = new StringWriter();
        var exitCode = ContainerVerbs.Run(verb, _ => value, writer);
        errors = writer.ToString();
        return exitCode;
    }
}
