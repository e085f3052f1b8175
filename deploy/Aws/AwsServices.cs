using FlowOptics.Lake.Aws;

namespace FlowOptics.Deploy.Aws;

/// <summary>The services that the tool calls, and their API's versions.</summary>
internal static class AwsServices
{
    public static AwsJsonService CloudFormation { get; } = new("CloudFormation", "cloudformation", "", "", "2010-05-15");

    public static AwsJsonService Sts { get; } = new("STS", "sts", "", "", "2011-06-15");

    public static AwsJsonService Ec2 { get; } = new("EC2", "ec2", "", "", "2016-11-15");

    public static AwsJsonService Ecr { get; } = new("ECR", "ecr", "AmazonEC2ContainerRegistry_V20150921", "1.1", "2015-09-21") { Host = "api.ecr" };

    public static AwsJsonService Ecs { get; } = new("ECS", "ecs", "AmazonEC2ContainerServiceV20141113", "1.1", "2014-11-13");

    public static AwsJsonService Acm { get; } = new("ACM", "acm", "CertificateManager", "1.1", "2015-12-08");

    public static AwsJsonService Kms { get; } = new("KMS", "kms", "TrentService", "1.1", "2014-11-01");

    public static AwsJsonService ServiceQuotas { get; } = new("Service Quotas", "servicequotas", "ServiceQuotasV20190624", "1.1", "2019-06-24");

    public static AwsJsonService Glue { get; } = new("Glue", "glue", "AWSGlue", "1.1", "2017-03-31");
}
