using FlowOptics.Broker.Access;
using FlowOptics.ServiceDefaults;

namespace FlowOptics.Broker.Tests.Access;

public sealed class AccessFileTests
{
    private const string Token = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    [Fact]
    public void Rules_belong_to_the_user_above_them()
    {
        var table = Read($"""
            # nobody else writes notes

            user writer:{Token}
              client writer-*
              session kept
              publish notes/#
              subscribe $share/g/notes/+
            anonymous
              role viewer
            """);

        var writer = Assert.Single(table.Users);
        Assert.Equal("writer", writer.Name);
        Assert.True(writer.Secret.Matches("test"u8));
        Assert.True(writer.Rights.MayKeepSession);
        Assert.True(writer.Rights.Uses("writer-7"));
        Assert.True(writer.Rights.MayPublish("notes/a/b"));
        Assert.False(writer.Rights.MayPublish("other"));
        Assert.True(writer.Rights.MaySubscribe("$share/g/notes/a"));
        Assert.False(writer.Rights.MaySubscribe("notes/a"));
        Assert.True(table.Anonymous!.MaySubscribe("flowoptics/v1/map/#"));
        Assert.False(table.Anonymous.MayKeepSession);
        Assert.False(table.Anonymous.MayPublish("flowoptics/v1/map/1/eu-west-1"));
    }

    [Theory]
    [InlineData("subscribe a", "line 1: 'subscribe' stands before any 'user' or 'anonymous'")]
    [InlineData("anonymous\n  allow a", "line 2: 'allow' is none of user, anonymous, role, client, session, subscribe, publish")]
    [InlineData("anonymous\n\n  subscribe a/#/b", "line 3: 'a/#/b' is no topic filter")]
    [InlineData("anonymous\n  publish $share/g/a", "line 2: nobody publishes to a shared subscription")]
    [InlineData("anonymous\n  session kept", "line 2: 'session kept' is wrong here")]
    [InlineData("anonymous\n  role admin", "line 2: role 'admin' is none of ingestor, enricher, graphapi, web, viewer")]
    [InlineData("anonymous\nanonymous", "line 2: 'anonymous' stands twice")]
    [InlineData("user a:" + Token + "\nuser a:" + Token, "line 2: user 'a' stands twice")]
    [InlineData("user a", "line 1: expected 'user name:hash'")]
    [InlineData("user a:secret", "line 1: expected pbkdf2-sha256:iterations:salt:hash or sha256:hash")]
    [InlineData("user a:sha256:abc", "line 1: after 'sha256:' stand 64 hexadecimal digits")]
    [InlineData("user a:pbkdf2-sha256:10:AAAA:AAAA", "line 1: the iterations are '10'")]
    [InlineData("user a:pbkdf2-sha256:1000:!:AAAA", "line 1: the salt is no base64")]
    [InlineData("user a:pbkdf2-sha256:1000:AAAA:AAAA", "line 1: the hash has 3 bytes instead of 32")]
    public void Names_the_line_that_is_wrong(string text, string expected)
    {
        var wrong = Assert.Throws<ServiceConfigurationException>(() => Read(text));
        Assert.Contains(expected, wrong.Message, StringComparison.Ordinal);
        Assert.Contains("FlowOptics:Broker:Access: /", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("/none/access", Assert.Throws<ServiceConfigurationException>(() => AccessFile.Read("/none/access")).Message, StringComparison.Ordinal);

    [Fact]
    public void What_the_verb_prints_is_a_line_of_the_file_and_knows_the_password_alone()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        using var input = new StringReader("correct horse\n");

        Assert.Equal(0, HashPasswordVerb.Run(["hash-password", "anna"], input, output, errors));

        var line = output.ToString().TrimEnd();
        Assert.StartsWith("user anna:pbkdf2-sha256:600000:", line, StringComparison.Ordinal);
        Assert.DoesNotContain("correct", line, StringComparison.Ordinal);
        var anna = Assert.Single(Read(line).Users);
        Assert.True(anna.Secret.Matches("correct horse"u8));
        Assert.False(anna.Secret.Matches("correct horse "u8));
    }

    [Fact]
    public void The_verb_takes_no_secret_as_an_argument_and_no_empty_one()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        using var empty = new StringReader("");

        Assert.Equal(2, HashPasswordVerb.Run(["hash-password", "anna", "secret"], empty, output, errors));
        Assert.Equal(2, HashPasswordVerb.Run(["hash-token", "anna"], empty, output, errors));
        Assert.Null(HashPasswordVerb.Run(["--urls", "http://127.0.0.1:0"], empty, output, errors));
        Assert.Empty(output.ToString());
    }

    private static AccessTable Read(string text)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "access");
        File.WriteAllText(path, text);
        return AccessFile.Read(path);
    }
}
