using System.Security.Claims;
using FlowOptics.ServiceDefaults;
using FlowOptics.SignIn;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlowOptics.Web.Tests.SignIn;

/// <summary>What a token's claims, and the file beside them, let somebody see.</summary>
public sealed class ViewerReaderTests : IDisposable
{
    private const string One = "111111111111";
    private const string Two = "222222222222";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flowoptics-accounts-");
    private readonly HandTime _time = new();

    private string File => Path.Combine(_folder.FullName, "accounts.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(One, One)]
    [InlineData(One + "," + Two, One + " " + Two)]
    [InlineData(One + "  " + Two + ",", One + " " + Two)]
    [InlineData("*", "all")]
    [InlineData("", "nothing")]
    [InlineData(" , ", "nothing")]
    public void Accounts_are_a_text_or_an_array(string claim, string seen)
    {
        var reader = Reader();

        Assert.Equal(seen, Seen(reader.Read(Person(("roles", "viewer"), ("accounts", claim)))));
        Assert.Equal(seen, Seen(reader.Read(Person([("roles", "viewer"), .. claim.Split(',').Select(one => ("accounts", one))]))));
    }

    [Theory]
    [InlineData("admin", "all")]
    [InlineData("viewer", One)]
    [InlineData("Admin", "nothing")]
    [InlineData("not an admin", "nothing")]
    [InlineData("viewer admin", "nothing")]
    public void A_role_is_the_whole_of_a_claim(string role, string seen) => Assert.Equal(seen, Seen(Reader().Read(Person(("roles", role), ("accounts", One)))));

    [Fact]
    public void Claims_and_roles_have_the_names_that_are_configured()
    {
        var reader = Reader(new SignInOptions { RoleClaim = "cognito:groups", ViewerRole = "network", AdminRole = "network-admins", AccountsClaim = "custom:accounts" });

        Assert.Equal(One, Seen(reader.Read(Person(("cognito:groups", "everybody"), ("cognito:groups", "network"), ("custom:accounts", One)))));
        Assert.Equal("all", Seen(reader.Read(Person(("cognito:groups", "network-admins")))));
        Assert.Equal("nothing", Seen(reader.Read(Person(("roles", "admin"), ("accounts", One)))));
    }

    [Fact]
    public void Who_is_nobody_sees_nothing()
    {
        Assert.Null(Reader().Read(new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "ada"), new Claim("roles", "admin")]))));
        Assert.Null(Reader().Read(new ClaimsPrincipal(new ClaimsIdentity([new Claim("roles", "admin")], "test"))));
    }

    [Fact]
    public void A_name_is_one_line_and_no_novel()
    {
        var viewer = Reader().Read(Person(("roles", "admin"), ("name", "Ada\n2026-11-22 Asked by grace" + new string('!', 200))))!;

        Assert.DoesNotContain('\n', viewer.Name);
        Assert.Equal(100, viewer.Name.Length);
    }

    [Theory]
    [InlineData("sub:ada", One)]
    [InlineData("sub:Ada", "nothing")]
    [InlineData("email:ada@example.com", One)]
    [InlineData("email:ADA@example.com", One)]
    [InlineData("role:network-team", One)]
    [InlineData("role:network", "nothing")]
    public void The_file_gives_roles_and_accounts_to_a_person_or_a_group(string entry, string seen)
    {
        Write($$"""{ "{{entry}}": { "role": "viewer", "accounts": ["{{One}}"] } }""");

        Assert.Equal(seen, Seen(FileReader().Read(Person(("email", "Ada@example.com"), ("email_verified", "true"), ("roles", "network-team")))));
    }

    [Fact]
    public void An_address_of_mail_that_nobody_verified_counts_for_nothing()
    {
        Write($$"""{ "email:ada@example.com": { "role": "admin" } }""");
        var reader = FileReader();

        Assert.Null(reader.Read(Person(("email", "ada@example.com"))));
        Assert.Null(reader.Read(Person(("email", "ada@example.com"), ("email_verified", "false"))));
        Assert.Equal("all", Seen(reader.Read(Person(("email", "ada@example.com"), ("email_verified", "True")))));
    }

    [Fact]
    public void What_the_file_gives_comes_to_what_the_token_has()
    {
        Write($$"""{ "sub:ada": { "accounts": ["{{Two}}"] }, "sub:grace": { "role": "admin" } }""");

        Assert.Equal($"{One} {Two}", Seen(FileReader().Read(Person(("roles", "viewer"), ("accounts", One)))));
        // Accounts alone are no role.
        Assert.Null(FileReader().Read(Person()));
    }

    [Fact]
    public void A_changed_file_is_in_force_soon_and_one_that_cannot_be_read_gives_nobody_anything()
    {
        Write($$"""{ "sub:ada": { "role": "viewer", "accounts": ["{{One}}"] } }""");
        var reader = FileReader();
        Assert.Equal(One, Seen(reader.Read(Person())));

        Write($$"""{ "sub:ada": { "role": "viewer", "accounts": ["{{One}}", "{{Two}}"] } }""");
        Assert.Equal(One, Seen(reader.Read(Person())));
        _time.Now += TimeSpan.FromSeconds(2);
        Assert.Equal($"{One} {Two}", Seen(reader.Read(Person())));

        foreach (var broken in new[] { "{ \"sub:ada\": ", "null", """{ "ada": { "role": "admin" } }""", """{ "sub:ada": { "rôle": "admin" } }""" })
        {
            Write(broken);
            _time.Now += TimeSpan.FromSeconds(2);
            Assert.Null(reader.Read(Person()));
        }

        System.IO.File.Delete(File);
        _time.Now += TimeSpan.FromSeconds(2);
        Assert.Null(reader.Read(Person()));

        Write($$"""{ "sub:ada": { "role": "admin" } }""");
        _time.Now += TimeSpan.FromSeconds(2);
        Assert.Equal("all", Seen(reader.Read(Person())));
    }

    [Theory]
    [InlineData("{ \"sub:ada\": ")]
    [InlineData("""{ "ada": { "role": "admin" } }""")]
    [InlineData("""{ "sub:ada": { "acounts": ["*"] } }""")]
    public void A_file_that_says_nothing_sound_stops_the_start(string text)
    {
        Write(text);

        Assert.Contains("FlowOptics:SignIn:AccountsFile", Assert.Throws<ServiceConfigurationException>(FileReader).Message, StringComparison.Ordinal);
    }

    private void Write(string text) => System.IO.File.WriteAllText(File, text);

    private ViewerReader FileReader() => Reader(new SignInOptions { AccountsFile = File });

    private ViewerReader Reader(SignInOptions? options = null)
    {
        options ??= new SignInOptions();
        return new ViewerReader(options, new AccountsFile(options, _time, NullLogger<AccountsFile>.Instance));
    }

    private static ClaimsPrincipal Person(params IEnumerable<(string Name, string Value)> claims) => new(new ClaimsIdentity([new Claim("sub", "ada"), .. claims.Select(claim => new Claim(claim.Name, claim.Value))], "test"));

    private static string Seen(Viewer? viewer) => viewer switch
    {
        null => "nothing",
        { Accounts: null } => "all",
        _ => string.Join(' ', viewer.Accounts.Order(StringComparer.Ordinal)),
    };
}
