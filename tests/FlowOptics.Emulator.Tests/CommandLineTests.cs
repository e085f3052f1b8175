using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FlowOptics.Emulator.Tests.Clients;

namespace FlowOptics.Emulator.Tests;

/// <summary>AWS's command line, as people use it (<c>aws --endpoint-url …</c>, here by AWS_ENDPOINT_URL or the option, since older versions know only that).</summary>
[Collection(nameof(SharedEmulator))]
public sealed partial class CommandLineTests(EmulatorFixture fixture)
{
    [Fact]
    public async Task The_command_line_copies_lists_synchronises_and_removes_objects()
    {
        Assert.SkipUnless(Script.Find("aws") is not null, "awscli is not installed: AWS's command line cannot be tried");
        using var folder = new TemporaryFolder();
        var small = Path.Combine(folder.Path, "logs", "AWSLogs", "small file+1.log");
        var large = Path.Combine(folder.Path, "logs", "large.bin");
        Directory.CreateDirectory(Path.GetDirectoryName(small)!);
        await File.WriteAllTextAsync(small, "version account-id\n", TestContext.Current.CancellationToken);
        var bytes = new byte[9 << 20];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(large, bytes, TestContext.Current.CancellationToken);

        await AwsAsync("s3", "mb", "s3://cli-logs");
        await AwsAsync("s3", "sync", Path.Combine(folder.Path, "logs"), "s3://cli-logs/in");
        Assert.Matches(@"19 +in/AWSLogs/small file\+1\.log", await AwsAsync("s3", "ls", "--recursive", "s3://cli-logs"));
        // More than 8 MiB: it came in parts.
        var head = JsonNode.Parse(await AwsAsync("s3api", "head-object", "--bucket", "cli-logs", "--key", "in/large.bin"))!;
        Assert.EndsWith("-2\"", head["ETag"]!.GetValue<string>(), StringComparison.Ordinal);
        await AwsAsync("s3", "cp", "s3://cli-logs/in/large.bin", Path.Combine(folder.Path, "back.bin"));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(folder.Path, "back.bin"), TestContext.Current.CancellationToken));
        await AwsAsync("s3", "mv", "s3://cli-logs/in/AWSLogs/small file+1.log", "s3://cli-logs/moved");
        // Version 1 presigns in the old way unless it is told otherwise.
        var configuration = Path.Combine(folder.Path, "config");
        await File.WriteAllTextAsync(configuration, "[default]\ns3 =\n  signature_version = s3v4\n", TestContext.Current.CancellationToken);
        var address = (await AwsAsync(["s3", "presign", "s3://cli-logs/moved"], configuration)).Trim();
        using var http = new HttpClient();
        Assert.Equal("version account-id\n", await http.GetStringAsync(new Uri(address), TestContext.Current.CancellationToken));
        await AwsAsync("s3", "rb", "--force", "s3://cli-logs");
        using var s3 = fixture.Emulator.S3();
        Assert.DoesNotContain((await s3.ListBucketsAsync(TestContext.Current.CancellationToken)).Buckets, bucket => bucket.BucketName == "cli-logs");
    }

    [Fact]
    public async Task The_command_line_sends_and_receives_messages()
    {
        Assert.SkipUnless(Script.Find("aws") is not null, "awscli is not installed: AWS's command line cannot be tried");
        var (_, version) = await Script.RunAsync("aws", ["--version"], fixture.Emulator);
        Assert.SkipUnless(SpeaksJson(version), $"{version.Trim()} speaks SQS's older query protocol, which the emulator does not have (1.31 and 2.14 are the first that speak JSON for certain)");
        var url = JsonNode.Parse(await AwsAsync("sqs", "create-queue", "--queue-name", "cli"))!["QueueUrl"]!.GetValue<string>();
        await AwsAsync("sqs", "send-message", "--queue-url", url, "--message-body", "by command line");
        var received = JsonNode.Parse(await AwsAsync("sqs", "receive-message", "--queue-url", url, "--wait-time-seconds", "5"))!["Messages"]![0]!;
        Assert.Equal("by command line", received["Body"]!.GetValue<string>());
    }

    private static bool SpeaksJson(string version) => Version.TryParse(VersionText().Match(version).Groups["version"].Value, out var parsed)
        && parsed >= (parsed.Major == 1 ? new Version(1, 31) : new Version(2, 14));

    [GeneratedRegex(@"aws-cli/(?<version>\d+\.\d+\.\d+)", RegexOptions.None, 1000)]
    private static partial Regex VersionText();

    private Task<string> AwsAsync(params string[] arguments) => AwsAsync(arguments, null);

    private async Task<string> AwsAsync(string[] arguments, string? configuration)
    {
        var (code, output) = await Script.RunAsync("aws", ["--endpoint-url", fixture.Emulator.Url, "--output", "json", .. arguments], fixture.Emulator, configuration);
        Assert.True(code == 0, $"aws {string.Join(' ', arguments)} ended with {code}:\n{output}");
        return output;
    }
}
