namespace FlowOptics.AppHost.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("correlate", "ACCOUNT is missing")]
    [InlineData("correlate 123456789012 1", "IP,IP,… is missing")]
    [InlineData("correlate 12345678901 1 10.0.0.1", "'12345678901'")]
    [InlineData("correlate Unknown 1 10.0.0.1", "'Unknown'")]
    [InlineData("correlate unknown 1 10.0.0.1,10.0.0", "'10.0.0'")]
    [InlineData("correlate unknown 1 10.0.0.1,", "''")]
    [InlineData("correlate unknown -1 10.0.0.1", "'-1'")]
    [InlineData("inspect unknown 3651 10.0.0.1", "3650")]
    [InlineData("inspect unknown 1.5 10.0.0.1", "'1.5'")]
    [InlineData("inspect unknown 1 10.0.0.1,10.0.0.2", "correlate")]
    [InlineData("inspect unknown 1 10.0.0.1 10.0.0.0/33", "'10.0.0.0/33'")]
    [InlineData("rejects unknown 1 10.0.0.1 10.0.0.0", "CIDR")]
    [InlineData("rejects unknown 1 10.0.0.1 10.0.0.0/8 more", "'more'")]
    [InlineData("sing", "'sing'")]
    [InlineData("--loud", "'--loud'")]
    [InlineData("--port 0", "--port")]
    [InlineData("--broker-port 65536", "'65536'")]
    [InlineData("--port 9000 --dashboard-port 9000", "--dashboard-port")]
    [InlineData("--demo maybe", "'maybe'")]
    [InlineData("--stream some", "'some'")]
    [InlineData("--cloud aws", "docs/aws.md has the services' settings")]
    [InlineData("--cloud emulated --logs /", "put them into s3://flow-logs")]
    [InlineData("--cloud localstack --logs /", "put them into s3://flow-logs")]
    [InlineData("--cloud emulated --cloud-port 8000", "--cloud-port are both 8000")]
    [InlineData("--cloud-port 0", "--cloud-port")]
    [InlineData("--history athena", "--history athena goes with --cloud emulated")]
    [InlineData("--cloud emulated --history redshift", "lake or athena, not 'redshift'")]
    [InlineData("--publisher manifest", "--output-path FILE")]
    [InlineData("--publisher docker --output-path x", "'docker'")]
    [InlineData("--output-path x", "--publisher manifest")]
    [InlineData("--cloud azure", "'azure'")]
    [InlineData("--logs /no/such/folder", "'/no/such/folder'")]
    [InlineData("--logs / --demo on", "--demo")]
    public async Task A_wrong_command_line_gets_one_sentence_and_exit_code_2(string line, string says)
    {
        var data = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        var (exitCode, output, error) = await AppHostProcess.RunAsync([.. line.Split(' '), "--data", data]);

        Assert.Equal(2, exitCode);
        Assert.Empty(output);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists(data));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("correlate --help")]
    public async Task Help_is_no_error(string line)
    {
        var (exitCode, output, error) = await AppHostProcess.RunAsync(line.Split(' '));

        Assert.Equal(0, exitCode);
        Assert.Contains("--data", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output);
        Assert.Empty(error);
    }
}
