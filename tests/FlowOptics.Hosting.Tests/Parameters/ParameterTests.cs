using Aspire.Hosting.ApplicationModel;
using FsCheck;
using FsCheck.Fluent;

namespace Aspire.Hosting.Tests.Parameters;

public sealed class ParameterTests
{
    [Fact]
    public async Task A_parameter_is_the_configurations_value_before_all_others()
    {
        var builder = TestApp.NewBuilder();
        builder.Configuration["Parameters:given"] = "from outside";
        builder.Configuration["Elsewhere:Key"] = "from elsewhere";

        Assert.Equal("from outside", await ValueAsync(builder.AddParameter("given", "own")));
        Assert.Equal("own", await ValueAsync(builder.AddParameter("missing", "own")));
        Assert.Equal("made", await ValueAsync(builder.AddParameter("made", () => "made")));
        Assert.Equal("from elsewhere", await ValueAsync(builder.AddParameterFromConfiguration("other", "Elsewhere:Key")));
    }

    [Fact]
    public async Task A_missing_value_is_said_with_the_place_where_to_set_it()
    {
        var builder = TestApp.NewBuilder();
        var error = await Assert.ThrowsAsync<MissingParameterValueException>(() => ValueAsync(builder.AddParameter("key")));
        Assert.Equal("Parameter 'key' has no value: set Parameters__key in the environment, or Parameters:key in AppHost's user secrets or appsettings.json.", error.Message);

        var connection = builder.AddConnectionString("db");
        error = await Assert.ThrowsAsync<MissingParameterValueException>(() => connection.Resource.GetConnectionStringAsync(TestContext.Current.CancellationToken).AsTask());
        Assert.StartsWith("Connection string 'db' has no value: set ConnectionStrings__db in the environment", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_string_given_from_outside_reaches_who_refers_to_it_and_may_be_missing_where_that_is_said()
    {
        var builder = TestApp.NewBuilder();
        builder.Configuration["ConnectionStrings:db"] = "Host=db;Password=correct-horse";
        var db = builder.AddConnectionString("db");
        var named = builder.AddConnectionString("named", "NAMED_DB");
        TestApp.AddShell(builder, "client", "echo \"got $ConnectionStrings__db, $ConnectionStrings__other, [$NAMED_DB]\"; exec sleep 60")
            .WithReference(db).WithReference(db, connectionName: "other").WithReference(named, optional: true);
        await using var app = await TestApp.StartAsync(builder);

        await app.LineAsync("client", line => line == "got ••••••••, ••••••••, []");
    }

    [Fact]
    public async Task A_secret_is_masked_in_console_environment_command_line_and_errors()
    {
        var builder = TestApp.NewBuilder();
        builder.Configuration["Parameters:key"] = "correct-horse";
        var key = builder.AddParameter("key", secret: true);
        TestApp.AddShell(builder, "client", "echo \"url $URL\"; exec sleep 60").WithEnvironment("URL", $"mqtt://me:{key}@host").WithArgs("--key", key.Resource);
        TestApp.AddShell(builder, "failing", "exit 1").WithEnvironment("KEY", key)
            .OnBeforeResourceStarted((_, _, _) => throw new DistributedApplicationException("bad key correct-horse"));
        await using var app = await TestApp.StartAsync(builder);

        await app.LineAsync("client", line => line == "url mqtt://me:••••••••@host");
        var snapshot = await app.UntilAsync("client", KnownResourceStates.Running);
        Assert.Contains(snapshot.EnvironmentVariables, variable => variable is { Name: "URL", Value: "mqtt://me:••••••••@host" });
        Assert.DoesNotContain(snapshot.Properties, property => property.Value is string text && text.Contains("correct-horse", StringComparison.Ordinal));
        var failing = await app.UntilAsync("failing", KnownResourceStates.FailedToStart);
        Assert.Contains(failing.Properties, property => property.Value is "bad key ••••••••");
    }

    [Fact]
    public void A_generated_value_has_the_characters_that_were_asked_for() =>
        Prop.ForAll(Gen.Choose(0, 12).Four().ToArbitrary(), least =>
        {
            var (lower, upper, numeric, special) = least;
            var value = new GenerateParameterDefault { MinLength = 20, MinLower = lower, MinUpper = upper, MinNumeric = numeric, MinSpecial = special }.GetDefaultValue();
            return value.Length == Math.Max(20, lower + upper + numeric + special)
                && value.Count(char.IsAsciiLetterLower) >= lower
                && value.Count(char.IsAsciiLetterUpper) >= upper
                && value.Count(char.IsAsciiDigit) >= numeric
                && value.Count(c => !char.IsAsciiLetterOrDigit(c)) >= special;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_generated_value_is_one_for_the_whole_run_and_only_of_allowed_kinds()
    {
        var parameter = TestApp.NewBuilder().AddParameter("key", new GenerateParameterDefault { MinLength = 64, Special = false, Upper = false }, secret: true, persist: true);

        var value = await ValueAsync(parameter);

        Assert.Equal(64, value.Length);
        Assert.All(value, c => Assert.True(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)));
        Assert.Equal(value, await ValueAsync(parameter));
        Assert.Throws<InvalidOperationException>(() => new GenerateParameterDefault { Lower = false, Upper = false, Numeric = false, Special = false }.GetDefaultValue());
    }

    [Fact]
    public void A_secret_cannot_be_published_as_a_default() =>
        Assert.Throws<ArgumentException>(() => TestApp.NewBuilder().AddParameter("key", "value", publishValueAsDefault: true, secret: true));

    private static async Task<string> ValueAsync(IResourceBuilder<ParameterResource> parameter) =>
        (await parameter.Resource.GetValueAsync(TestContext.Current.CancellationToken))!;
}
