using System.Security.Cryptography;
using FlowOptics.SignIn.LoadBalancer;

namespace FlowOptics.Web.Tests.SignIn;

public sealed class LoadBalancerHeaderTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly TestLoadBalancer _balancer = new();

    public void Dispose() => _balancer.Dispose();

    [Fact]
    public async Task Its_person_is_read()
    {
        var (person, problem) = await ReadAsync(Header());

        Assert.Equal("", problem);
        Assert.Equal("ada", person!.FindFirst("sub")!.Value);
        Assert.Equal(["viewer", "staff"], person.FindAll("roles").Select(role => role.Value));
    }

    [Theory]
    [InlineData("alg", "none", "its algorithm is not ES256")]
    [InlineData("alg", "HS256", "its algorithm is not ES256")]
    [InlineData("signer", "arn:aws:elasticloadbalancing:eu-west-1:210987654321:loadbalancer/app/theirs/0123456789abcdef", "its signer is another load balancer")]
    [InlineData("kid", "../../theirs", "its key id is none")]
    [InlineData("kid", "11234567-89ab-cdef-0123-456789abcdef", "its key is not known")]
    public async Task Another_head_is_refused(string name, string value, string problem) => Assert.Equal((null, problem), await ReadAsync(Header(head => head[name] = value)));

    [Fact]
    public async Task One_that_has_expired_is_refused() =>
        Assert.Equal((null, "it has expired"), await ReadAsync(Header(head => head["exp"] = Now.AddMinutes(-1).ToUnixTimeSeconds())));

    [Fact]
    public async Task Whatever_is_changed_in_it_breaks_it()
    {
        var header = Header();
        for (var i = 0; i < header.Length; i++)
        {
            var changed = header.ToCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            // The last character of a part has bits that mean nothing; those of the signature may then be the same.
            var (person, _) = await ReadAsync(new string(changed));
            if (i < header.LastIndexOf('.')) Assert.Null(person);
        }
    }

    private async Task<(System.Security.Claims.ClaimsIdentity? Person, string Problem)> ReadAsync(string header) =>
        await LoadBalancerHeader.ReadAsync(header, TestLoadBalancer.Arn, Now, (id, _) => Task.FromResult(id == TestLoadBalancer.KeyId ? _balancer.Key : null), TestContext.Current.CancellationToken);

    private string Header(Action<Dictionary<string, object>>? change = null) => _balancer.Header(Now, change: change);
}
