namespace Aspire.Hosting.Tests.Surface;

/// <summary>
/// FlowOptics.Hosting shows what Aspire.Hosting 13.5.2 shows, as far as an AppHost needs it, and nothing else: aspire-hosting.txt, which was written from
/// Aspire's public API, is all of it. So what compiles against this library compiles against Aspire's package.
/// </summary>
public sealed class SurfaceTests
{
    private static readonly string[] Expected = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Surface", "aspire-hosting.txt")).Where(line => line.Length > 0 && line[0] != '#')];

    private static readonly IReadOnlyList<string> Actual = PublicSurface.Of(typeof(DistributedApplication).Assembly);

    [Fact]
    public void Nothing_of_Aspires_surface_is_missing() => Assert.Empty(Expected.Except(Actual, StringComparer.Ordinal));

    [Fact]
    public void Nothing_is_public_that_Aspire_lacks() => Assert.Empty(Actual.Except(Expected, StringComparer.Ordinal));

    [Fact]
    public void The_list_says_nothing_twice() => Assert.Equal(Expected.Length, Expected.Distinct(StringComparer.Ordinal).Count());
}
