using FlowOptics.ServiceDefaults.Startup;
using Microsoft.Extensions.Configuration;

namespace FlowOptics.ServiceDefaults.Tests.Startup;

public sealed class ServiceInstanceTests
{
    [Fact]
    public void The_host_tells_tasks_with_one_environment_apart()
    {
        Assert.Equal(Environment.MachineName, ServiceInstance.Id(Of("host")));
        Assert.Equal("3", ServiceInstance.Id(Of("")));
        Assert.Contains("'7'", Assert.Throws<ServiceConfigurationException>(() => ServiceInstance.Id(Of("7"))).Message, StringComparison.Ordinal);
    }

    private static IConfiguration Of(string instance) => new ConfigurationBuilder()
        .AddInMemoryCollection([new("FlowOptics:Instance", instance), new("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=3")]).Build();
}
