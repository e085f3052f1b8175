using FlowOptics.Web.Gateway;
using Microsoft.AspNetCore.Http;

namespace FlowOptics.Web.Tests.Gateway;

public sealed class SameOriginTests
{
    [Theory]
    [InlineData("http://localhost:8000", "localhost:8000", true)]
    [InlineData("http://LOCALHOST:8000", "localhost:8000", true)]
    [InlineData("http://[::1]:8000", "[::1]:8000", true)]
    [InlineData("https://flow.example", "flow.example", true)]
    [InlineData("https://flow.example", "flow.example:443", true)]
    [InlineData(null, "localhost:8000", true)]
    [InlineData("http://localhost:8001", "localhost:8000", false)]
    [InlineData("http://127.0.0.1:8000", "localhost:8000", false)]
    [InlineData("http://localhost:8000.attacker.example", "localhost:8000", false)]
    [InlineData("http://attacker.example", "localhost:8000", false)]
    [InlineData("file://localhost:8000", "localhost:8000", false)]
    [InlineData("null", "localhost:8000", false)]
    public void Only_the_page_of_this_host_is_of_the_same_origin(string? origin, string host, bool same) =>
        Assert.Equal(same, SameOrigin.IsSame(origin, new HostString(host)));
}
