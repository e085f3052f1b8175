using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FlowOptics.ServiceDefaults.Tests.Health;

public sealed class HealthEndpointsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_without_checks_is_alive_and_healthy()
    {
        await using var service = await TestService.StartAsync();

        Assert.Equal("alive", await service.Client.GetStringAsync("/alive", Cancel));
        using var health = JsonDocument.Parse(await service.Client.GetStringAsync("/health", Cancel));
        Assert.Equal("healthy", health.RootElement.GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_unhealthy_check_answers_503_and_says_which_and_why_while_the_process_stays_alive()
    {
        await using var service = await TestService.StartAsync(build: builder => builder.Services.AddHealthChecks()
            .AddCheck("lake", () => HealthCheckResult.Unhealthy("the data folder is not writable"))
            .AddCheck("geo", () => HealthCheckResult.Degraded("no city data")));

        using var answer = await service.Client.GetAsync("/health", Cancel);
        using var health = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var checks = health.RootElement.GetProperty("checks");
        Assert.Equal("unhealthy", checks.GetProperty("lake").GetProperty("status").GetString());
        Assert.Equal("the data folder is not writable", checks.GetProperty("lake").GetProperty("description").GetString());
        Assert.Equal("degraded", checks.GetProperty("geo").GetProperty("status").GetString());
        Assert.Equal("alive", await service.Client.GetStringAsync("/alive", Cancel));
    }

    [Fact]
    public async Task A_degraded_service_still_takes_requests()
    {
        await using var service = await TestService.StartAsync(build: builder =>
            builder.Services.AddHealthChecks().AddCheck("geo", () => HealthCheckResult.Degraded("no city data")));

        using var answer = await service.Client.GetAsync("/health", Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_check_that_throws_is_reported_by_its_message_without_a_stack_trace()
    {
        await using var service = await TestService.StartAsync(build: builder =>
            builder.Services.AddHealthChecks().AddCheck("lake", () => throw new IOException("disk full")));

        using var answer = await service.Client.GetAsync("/health", Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);

        Assert.Contains("disk full", text, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", text, StringComparison.Ordinal);
    }
}
