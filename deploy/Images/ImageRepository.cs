using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using FlowOptics.Deploy.Aws;

namespace FlowOptics.Deploy.Images;

/// <summary>ECR: which images are there, and who may push.</summary>
internal sealed class ImageRepository(AwsAccount account)
{
    public async Task<bool> HasAsync(string repository, string tag, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await account.JsonAsync(
                AwsServices.Ecr, "DescribeImages", new JsonObject { ["repositoryName"] = repository, ["imageIds"] = new JsonArray(new JsonObject { ["imageTag"] = tag }) }, cancellationToken);
            return answer["imageDetails"] is JsonArray { Count: > 0 };
        }
        catch (AmazonServiceException e) when (e.ErrorCode == "ImageNotFoundException")
        {
            return false;
        }
    }

    public async Task<RegistryLogin> LogInAsync(CancellationToken cancellationToken)
    {
        var answer = await account.JsonAsync(AwsServices.Ecr, "GetAuthorizationToken", [], cancellationToken);
        var data = answer["authorizationData"]![0]!;
        // base64 of "AWS:password"
        var parts = Encoding.UTF8.GetString(Convert.FromBase64String((string)data["authorizationToken"]!)).Split(':', 2);
        return new(new Uri((string)data["proxyEndpoint"]!).Authority, parts[0], parts[1]);
    }
}
