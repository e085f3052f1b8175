using FlowOptics.ServiceDefaults.Startup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FlowOptics.ServiceDefaults.Tests.Startup;

public sealed class FaultedServicesTests
{
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task The_process_ends_with_an_exit_code_where_a_background_service_failed_and_with_none_where_it_was_stopped(bool fails, int expected)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddHostedService<FaultedServices>();
        builder.Services.AddHostedService(_ => new Worker(fails));
        using var host = builder.Build();
        var before = Environment.ExitCode;
        try
        {
            var running = host.RunAsync(TestContext.Current.CancellationToken);
            if (!fails) host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            await running;
            Assert.Equal(expected, Environment.ExitCode);
        }
        finally
        {
            // The tests' own process has it too.
            Environment.ExitCode = before;
        }
    }

    private sealed class Worker(bool fails) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            if (fails) throw new InvalidOperationException("the disk is gone");
            await Task.Delay(Timeout.Infinite, stoppingToken);
        }
    }
}
