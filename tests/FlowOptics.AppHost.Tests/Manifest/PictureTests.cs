namespace FlowOptics.AppHost.Tests.Manifest;

/// <summary>docs/architecture.md has a picture of the processes; it is made of the model, so that it cannot say what is no longer so.</summary>
public sealed class PictureTests
{
    private const string Begin = "```mermaid\n";
    private const string End = "```\n";

    [Fact]
    public async Task The_picture_of_the_architecture_is_the_models()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "architecture.md"), TestContext.Current.CancellationToken);
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        Assert.True(begin >= 0, "docs/architecture.md has no mermaid picture.");
        var shown = page[(begin + Begin.Length)..page.IndexOf(End, begin + Begin.Length, StringComparison.Ordinal)];

        var drawn = Picture.Of(await PublishedManifest.WriteAsync());

        Assert.True(shown == drawn, $"The model has changed. The picture in docs/architecture.md is now:\n\n{Begin}{drawn}{End}");
    }
}
