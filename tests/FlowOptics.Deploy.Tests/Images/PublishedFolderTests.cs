namespace FlowOptics.Deploy.Tests.Images;

/// <summary>
/// What goes into an image: each service's published folder, not writable, started by an unprivileged user with nothing but a data folder. A base image cannot be pulled everywhere, so the test ends there.
/// </summary>
public sealed class PublishedFolderTests
{
    // Of what is on top of the base image's runtime, in MiB: some room above what they take, so that growth is noticed.
    [Theory]
    [InlineData("Broker", 8)]
    [InlineData("GraphApi", 290)]
    [InlineData("Web", 8)]
    public async Task A_published_service_starts_as_nobody_on_a_read_only_disk(string project, int mostMegabytes)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "images are of Linux");
        Assert.SkipUnless(File.Exists("/usr/bin/setpriv") || !Environment.IsPrivilegedProcess, "setpriv is not installed, and this user may do everything: apt-get install util-linux");
        using var published = await PublishedService.PublishAsync(project);
        Assert.InRange(published.Bytes >> 20, 1, mostMegabytes);
        Assert.NotEqual(0, await published.TryWriteAsync());
        BillOfMaterials.Check(project, published.App);

        // The container that prepares the data folder, and the one that then runs: the same image.
        Assert.Equal(0, await published.RunAsync("own-data", asNobody: false));
        await using (var service = published.Start())
        {
            await Eventually.TrueAsync(() => published.AnswersAsync(), () => $"{project} does not answer: {service.Errors}");
            // It waits for 4 s only, which is for a machine that runs nothing else.
            await Eventually.TrueAsync(async () => await published.RunAsync("alive", asNobody: true) == 0, $"{project} is not found alive");
        }

        Assert.Equal(1, await published.RunAsync("alive", asNobody: true));
    }
}
