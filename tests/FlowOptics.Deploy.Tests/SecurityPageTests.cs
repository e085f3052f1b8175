using System.Text.RegularExpressions;

namespace FlowOptics.Deploy.Tests;

/// <summary>docs/security.md: each threat names what stops it, and a test that there is.</summary>
public sealed partial class SecurityPageTests
{
    [Fact]
    public void Each_threat_names_what_stops_it_and_a_test_that_there_is()
    {
        var threats = Repository.Read("docs/security.md").Split("\n## ").Single(part => part.StartsWith("Threats\n", StringComparison.Ordinal)).Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2)
            .Select(line => line.Trim('|', ' ').Split(" | ")).ToList();
        var tests = Directory.EnumerateFiles(Repository.PathOf("tests"), "*.cs", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)).ToHashSet(StringComparer.Ordinal);

        Assert.True(threats.Count > 15);
        Assert.All(threats, threat =>
        {
            Assert.Equal(3, threat.Length);
            var named = Code().Matches(threat[2]).Select(match => match.Groups["name"].Value).ToList();
            Assert.NotEmpty(named);
            Assert.Equal([], named.Except(tests));
        });
    }

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z]+)`", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
