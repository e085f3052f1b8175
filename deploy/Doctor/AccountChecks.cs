using System.Globalization;
using System.Text.Json.Nodes;
using FlowOptics.Deploy.Aws;
using FlowOptics.Deploy.Commands;
using FlowOptics.Deploy.Stacks;

namespace FlowOptics.Deploy.Doctor;

/// <summary>Before anything is begun: what would stop the stacks halfway, in the account and in what was decided.</summary>
internal sealed class AccountChecks(AwsAccount account, Settings settings)
{
    // The codes of quotas, as Service Quotas lists them.
    private static readonly (string Service, string Code, string Name) Processors = ("fargate", "L-3032A538", "Fargate On-Demand vCPU resource count");
    private static readonly (string Service, string Code, string Name) Networks = ("vpc", "L-F678F1CE", "VPCs per Region");
    private static readonly (string Service, string Code, string Name) Addresses = ("ec2", "L-0263D0A3", "EC2-VPC Elastic IPs");

    // Of ECS, in one processor.
    private const double CpuUnits = 1024;

    /// <param name="makesNetwork">The network's stack is not there yet.</param>
    public IEnumerable<Func<CancellationToken, Task<Finding>>> All(AwsIdentity who, bool makesNetwork)
    {
        yield return _ => Task.FromResult(Region(who));
        yield return CertificateAsync;
        yield return ProcessorsAsync;
        if (!makesNetwork || settings["VpcId"] is { Length: > 0 }) yield break;
        yield return cancel => RoomAsync(Networks, "DescribeVpcs", "vpcSet", cancel);
        // The NAT gateway's.
        yield return cancel => RoomAsync(Addresses, "DescribeAddresses", "addressesSet", cancel);
    }

    private Finding Region(AwsIdentity who)
    {
        // arn:aws:acm:eu-west-1:…; IAM's have no region.
        var elsewhere = settings.Decided.Select(one => (one.Name, Region: one.Value.Split(':') is ["arn", _, _, { Length: > 0 } region, ..] ? region : who.Region)).FirstOrDefault(one => one.Region != who.Region);
        return elsewhere.Name is null ? new($"all that was named is in {who.Region}")
            : new($"{elsewhere.Name} is in {elsewhere.Region}, and the stacks are made in {who.Region}", "name one in the same region, or say the region by --region");
    }

    private async Task<Finding> CertificateAsync(CancellationToken cancellationToken)
    {
        var answer = await account.JsonAsync(AwsServices.Acm, "DescribeCertificate", new JsonObject { ["CertificateArn"] = settings["CertificateArn"] }, cancellationToken);
        var (certificate, domain) = (answer["Certificate"]!, settings["DomainName"]!);
        if ((string?)certificate["Status"] is not "ISSUED" and var status) return new($"the certificate is {status}", "finish its validation in ACM, or name another one by CertificateArn");
        var names = (certificate["SubjectAlternativeNames"] as JsonArray ?? []).Append(certificate["DomainName"]).Select(name => (string?)name ?? "");
        return names.Any(name => Covers(name, domain)) ? new($"the certificate is for {domain}") : new($"the certificate is not for {domain}", $"ask ACM for one for {domain}, and name it by CertificateArn");
    }

    // A wildcard stands for one label.
    private static bool Covers(string name, string domain) => string.Equals(name, domain, StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("*.", StringComparison.Ordinal) && domain.Contains('.', StringComparison.Ordinal) && string.Equals(name[1..], domain[domain.IndexOf('.', StringComparison.Ordinal)..], StringComparison.OrdinalIgnoreCase));

    private async Task<Finding> ProcessorsAsync(CancellationToken cancellationToken)
    {
        var services = StackTemplate.InOrder.Single(template => template.Name == "services");
        var needed = services.ResourcesOf("AWS::ECS::TaskDefinition").Sum(task => double.Parse(services.Text(task["Cpu"]!, name => settings[name]), CultureInfo.InvariantCulture)) / CpuUnits;
        var allowed = await QuotaAsync(Processors, cancellationToken);
        return allowed >= needed ? new(string.Create(CultureInfo.InvariantCulture, $"Fargate: {needed:0.#} processors are needed to begin with, and {allowed:0.#} allowed"))
            : new(string.Create(CultureInfo.InvariantCulture, $"Fargate: {needed:0.#} processors are needed, and {allowed:0.#} allowed"), Raise(Processors));
    }

    // Of what the network's stack makes one.
    private async Task<Finding> RoomAsync((string Service, string Code, string Name) quota, string operation, string list, CancellationToken cancellationToken)
    {
        var there = (await account.Query(AwsServices.Ec2).CallAsync(operation, [], cancellationToken)).Members(list).Count();
        var allowed = await QuotaAsync(quota, cancellationToken);
        var what = string.Create(CultureInfo.InvariantCulture, $"{quota.Name}: {there} of {allowed:0} are there");
        return there < allowed ? new(what) : new($"{what}, and one more is needed", $"{Raise(quota)}, or name a VPC of yours that has a way out (VpcId, PrivateSubnetIds, PublicSubnetIds, VpcCidr)");
    }

    private static string Raise((string Service, string Code, string Name) quota) => $"ask for more of '{quota.Name}' ({quota.Code}) in Service Quotas";

    private async Task<double> QuotaAsync((string Service, string Code, string Name) quota, CancellationToken cancellationToken) =>
        (double?)(await account.JsonAsync(AwsServices.ServiceQuotas, "GetServiceQuota", new JsonObject { ["ServiceCode"] = quota.Service, ["QuotaCode"] = quota.Code }, cancellationToken))["Quota"]?["Value"] ?? double.MaxValue;
}
