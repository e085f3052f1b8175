using System.Text.Json;

namespace FlowOptics.AppHost.Tests.Manifest;

public sealed class ManifestTests
{
    private static readonly string[] Services = ["broker", "enricher", "graphapi", "web", "ingestor", "demo"];

    [Theory]
    [InlineData("local")]
    [InlineData("emulated")]
    [InlineData("localstack")]
    [InlineData("aws")]
    public async Task Each_modes_manifest_fits_Aspires_schema_and_every_expression_in_it_names_something(string mode)
    {
        var manifest = await PublishedManifest.WriteAsync("--cloud", mode);
        using var schema = JsonDocument.Parse(await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "Manifest", "aspire-manifest.schema.json"), TestContext.Current.CancellationToken));

        Assert.Empty(new SchemaCheck(schema.RootElement).Problems(manifest.Root));
        var expressions = manifest.Resources.SelectMany(resource => PublishedManifest.Environment(resource.Value).Values).SelectMany(PublishedManifest.Expressions).ToArray();
        Assert.NotEmpty(expressions);
        Assert.All(expressions, path => Assert.True(manifest.Resolves(path), $"{{{string.Join('.', path)}}} names nothing"));
    }

    [Fact]
    public async Task Secrets_are_inputs_and_never_values_and_no_folder_of_this_machine_is_in_it()
    {
        var manifest = await PublishedManifest.WriteAsync();

        var secrets = manifest.Resources.Where(resource => resource.Name.EndsWith("-mqtt-secret", StringComparison.Ordinal)).ToArray();
        Assert.Equal(4, secrets.Length);
        Assert.All(secrets, secret => Assert.True(secret.Value.GetProperty("inputs").GetProperty("value").GetProperty("secret").GetBoolean()));
        Assert.Equal("mqtt://web:{web-mqtt-secret.value}@{broker.bindings.mqtt.host}:{broker.bindings.mqtt.port}", PublishedManifest.Environment(manifest.Find("web")!.Value)["ConnectionStrings__mqtt"]);
        // Of this machine it knows only where the projects are, as seen from the manifest.
        Assert.DoesNotContain(manifest.Programs.SelectMany(program => PublishedManifest.Environment(program.Value).Values), value => value.Contains(Directory.GetCurrentDirectory(), StringComparison.Ordinal));
        Assert.Equal("/data/bucket", PublishedManifest.Environment(manifest.Find("ingestor")!.Value)["FlowOptics__Bucket"]);
    }

    [Fact]
    public async Task What_stands_in_for_AWS_is_there_in_its_mode_only()
    {
        string[] emulated = ["emulator", .. Services];
        string[] inLocalStack = ["localstack", .. Services];
        Assert.Equal(Services, await NamesAsync("local"));
        Assert.Equal(emulated, await NamesAsync("emulated"));
        Assert.Equal(inLocalStack, await NamesAsync("localstack"));
        Assert.Equal(Services, await NamesAsync("aws"));

        var localstack = await PublishedManifest.WriteAsync("--cloud", "localstack");
        Assert.Equal("localstack/localstack:4.14.0", localstack.Find("localstack")!.Value.GetProperty("image").GetString());
        Assert.StartsWith("eclipse-mosquitto:", localstack.Find("broker")!.Value.GetProperty("image").GetString(), StringComparison.Ordinal);
        var ingestor = PublishedManifest.Environment(localstack.Find("ingestor")!.Value);
        Assert.Equal(
            ("s3://flow-logs", "{localstack.bindings.http.url}", "{localstack.bindings.http.url}/000000000000/flow-log-events"),
            (ingestor["FlowOptics__Bucket"], ingestor["AWS_ENDPOINT_URL"], ingestor["FlowOptics__Queue"]));
    }

    [Fact]
    public async Task History_is_asked_of_Athena_where_that_is_wanted_and_of_the_lake_otherwise()
    {
        var lake = await PublishedManifest.WriteAsync("--cloud", "emulated");
        Assert.DoesNotContain("FlowOptics__History", PublishedManifest.Environment(lake.Find("graphapi")!.Value).Keys);

        var athena = PublishedManifest.Environment((await PublishedManifest.WriteAsync("--cloud", "emulated", "--history", "athena")).Find("graphapi")!.Value);
        Assert.Equal(
            ("athena", "flow_logs", "s3://athena-results/", "{emulator.bindings.http.url}"),
            (athena["FlowOptics__History"], athena["FlowOptics__Athena__Table"], athena["FlowOptics__Athena__OutputLocation"], athena["AWS_ENDPOINT_URL"]));
    }

    private static async Task<string[]> NamesAsync(string mode) =>
        [.. (await PublishedManifest.WriteAsync("--cloud", mode)).Programs.Select(program => program.Name)];
}
