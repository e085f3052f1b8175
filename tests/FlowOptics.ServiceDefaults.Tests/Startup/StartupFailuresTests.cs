using System.Net;
using System.Net.Sockets;
using FlowOptics.ServiceDefaults.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace FlowOptics.ServiceDefaults.Tests.Startup;

public sealed class StartupFailuresTests
{
    [Fact]
    public async Task A_port_that_is_taken_is_said_in_one_sentence_with_the_address()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["urls"] = $"http://{taken.LocalEndpoint}";
        builder.AddServiceDefaults();
        await using var app = builder.Build();

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => app.StartAsync(TestContext.Current.CancellationToken));

        var sentence = StartupFailures.Sentence(failure);
        Assert.NotNull(sentence);
        Assert.Contains(taken.LocalEndpoint.ToString()!, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
    }

    [Fact]
    public void A_fault_of_ours_is_not_explained_away()
    {
        Assert.Null(StartupFailures.Sentence(new InvalidOperationException("a bug")));
    }

    [Theory]
    [InlineData(null, "0")]
    [InlineData("service.instance.id=3", "3")]
    [InlineData("a=b, service.instance.id=x%20y,c=d", "x y")]
    public void The_instance_is_the_one_of_the_resource_attributes(string? attributes, string expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("OTEL_RESOURCE_ATTRIBUTES", attributes)]).Build();

        Assert.Equal(expected, ServiceInstance.Id(configuration));
    }
}
