using System.Net;
using System.Text;
using FlowOptics.Broker.Access;
using FlowOptics.Mqtt;

namespace FlowOptics.Broker.Tests.Access;

public sealed class AccessAuthorizerTests
{
    private const byte NotAuthorized = 0x87;
    private const byte BadUserNameOrPassword = 0x86;
    private const byte ClientIdentifierNotValid = 0x85;
    private const byte ConnectionRateExceeded = 0x9F;

    private static readonly AccessRights Nothing = new(null, [], [], [], MayKeepSession: false);

    private static readonly AccessTable Table = new(
        [
            new AccessUser("anna", SecretHash.OfPassword("a password"u8, 1000), Nothing with { Owner = "anna" }),
            new AccessUser("enricher", SecretHash.OfToken("0123456789abcdef"u8), AccessRoles.Find("enricher")!),
        ],
        AccessRoles.Find(AccessRoles.Viewer)! with { Owner = null });

    [Theory]
    [InlineData("x", "anna", "a password", 0)]
    [InlineData("x", "anna", "b password", BadUserNameOrPassword)]
    [InlineData("x", "anna", "", BadUserNameOrPassword)]
    [InlineData("x", "bert", "a password", BadUserNameOrPassword)]
    [InlineData("enricher-0", "enricher", "0123456789abcdef", 0)]
    [InlineData("enricher-0", null, "0123456789abcdef", 0)]
    [InlineData("enricher-0", null, "1123456789abcdef", BadUserNameOrPassword)]
    [InlineData("x", null, "a password", BadUserNameOrPassword)]
    [InlineData("x", null, "", 0)]
    [InlineData("x", "", "", 0)]
    [InlineData("enricher-0", null, "", ClientIdentifierNotValid)]
    [InlineData("enricher-0", "anna", "a password", ClientIdentifierNotValid)]
    [InlineData("x", "enricher", "0123456789abcdef", ClientIdentifierNotValid)]
    public async Task Admits_who_knows_the_secret_under_a_client_identifier_of_its_own(string clientId, string? user, string password, byte expected)
    {
        var time = new FastTime();
        using var authorizer = new AccessAuthorizer(Table, time);

        var admission = await authorizer.AdmitAsync(Login(clientId, user, password), Deadline.Far);

        Assert.Equal(expected, admission.ReasonCode);
        Assert.Equal(expected == 0, admission.Rights is not null);
        Assert.Equal(expected == BadUserNameOrPassword, time.Delays.Contains(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Without_rules_for_anonymous_nobody_connects_without_a_secret()
    {
        using var authorizer = new AccessAuthorizer(Table with { Anonymous = null }, TimeProvider.System);
        Assert.Equal(NotAuthorized, (await authorizer.AdmitAsync(Login("x", null, ""), Deadline.Far)).ReasonCode);
    }

    [Fact]
    public async Task Wrong_logins_of_one_address_are_not_all_looked_at_while_those_who_have_a_token_and_other_addresses_are()
    {
        var time = new StoppedTime();
        using var authorizer = new AccessAuthorizer(Table, time);
        using var end = new CancellationTokenSource();
        var wrong = Enumerable.Range(0, 16).Select(_ => authorizer.AdmitAsync(Login("x", "anna", "guess"), end.Token).AsTask()).ToArray();
        await Eventually.TrueAsync(() => time.Timers == 16, "the wrong ones wait");

        Assert.Equal(ConnectionRateExceeded, (await authorizer.AdmitAsync(Login("x", "anna", "a password"), Deadline.Far)).ReasonCode);
        Assert.Equal(0, (await authorizer.AdmitAsync(Login("enricher-0", "enricher", "0123456789abcdef"), Deadline.Far)).ReasonCode);
        var elsewhere = Login("x", "anna", "a password") with { Address = IPAddress.Parse("192.0.2.7") };
        Assert.Equal(0, (await authorizer.AdmitAsync(elsewhere, Deadline.Far)).ReasonCode);

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(wrong));
        Assert.Equal(0, (await authorizer.AdmitAsync(Login("x", "anna", "a password"), Deadline.Far)).ReasonCode);
    }

    [Fact]
    public void A_login_never_shows_its_password() => Assert.DoesNotContain("a password", $"{Login("x", "anna", "a password")}", StringComparison.Ordinal);

    private static MqttLogin Login(string clientId, string? user, string password) =>
        new() { ClientId = clientId, UserName = user, Password = Encoding.UTF8.GetBytes(password), Address = IPAddress.Loopback };

    /// <summary>Waits for nothing, and knows for how long it did not.</summary>
    private sealed class FastTime : TimeProvider
    {
        public List<TimeSpan> Delays { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Delays.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }

    private sealed class StoppedTime : TimeProvider
    {
        private int _timers;

        public int Timers => Volatile.Read(ref _timers);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _timers);
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        }
    }
}
