using System.Xml.Linq;
using FlowOptics.Deploy.Images;
using FlowOptics.Deploy.Tests.Templates;

namespace FlowOptics.Deploy.Tests.Images;

/// <summary>How images are made, as far as that can be seen without a base image and a registry.</summary>
public sealed class ImageTests
{
    [Theory]
    [InlineData("ARM64", "linux-arm64")]
    [InlineData("X86_64", "linux-x64")]
    public void Each_processor_has_its_image_and_no_password_is_on_a_command_line(string architecture, string runtime)
    {
        var command = SdkImageBuilder.Command("/work", new("GraphApi", "graphapi"), new("123456789012.dkr.ecr.eu-west-1.amazonaws.com", "AWS", "secret-of-ecr"), "flowoptics/graphapi", "v1", architecture);

        Assert.Equal(runtime, command.ArgumentList[command.ArgumentList.IndexOf("--runtime") + 1]);
        Assert.Contains("-p:ContainerRepository=flowoptics/graphapi", command.ArgumentList);
        Assert.DoesNotContain(command.ArgumentList, argument => argument.Contains("secret-of-ecr", StringComparison.Ordinal));
        Assert.Equal("secret-of-ecr", command.Environment["DOTNET_CONTAINER_PUSH_REGISTRY_PWORD"]);
    }

    [Fact]
    public void The_base_has_no_shell_and_the_user_is_the_one_that_tasks_run_as()
    {
        var made = XElement.Parse(Repository.Read("build/Container.targets")).Descendants().ToLookup(element => element.Name.LocalName, element => element.Value, StringComparer.Ordinal);

        Assert.EndsWith("-chiseled", Assert.Single(made["ContainerBaseImage"]), StringComparison.Ordinal);
        var users = Template.Of("services").OfType("AWS::ECS::TaskDefinition").SelectMany(task => task.Value["ContainerDefinitions"]!.AsArray()).Where(container => (bool)container!["Essential"]!).Select(container => (string?)container!["User"]);
        Assert.Equal([Assert.Single(made["ContainerUser"])], users.Distinct());
    }

    [Fact]
    public void Every_task_has_an_image_that_is_made() => Assert.Equal(
        Template.Of("services").OfType("AWS::ECS::TaskDefinition").Select(task => task.Key[..^"Task".Length].ToLowerInvariant()).Order(StringComparer.Ordinal),
        ServiceImage.All.Select(image => image.Repository).Order(StringComparer.Ordinal));
}
