using FlowOptics.Mqtt;
using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Broker.Tests.Access;

/// <summary>The built broker with the secrets that AppHost gives it.</summary>
public sealed class AccessTests
{
    private const string Secret = "e5b1c0ffee5b1c0ffee5b1c0ffee5b1c";

    private static readonly Dictionary<string, string> Secrets = new(StringComparer.Ordinal)
    {
        ["FlowOptics__Broker__Secrets__ingestor"] = "1" + Secret,
        ["FlowOptics__Broker__Secrets__enricher"] = "2" + Secret,
        ["FlowOptics__Broker__Secrets__graphapi"] = "3" + Secret,
    };

    [Fact]
    public async Task Services_publish_and_subscribe_to_their_own_and_others_only_look()
    {
        await using var broker = BrokerProcess.Start(null, environment: Secrets);
        await using var enricher = await broker.ConnectAsync("enricher-0", o => As(o, "enricher", "2"));
        await using var ingestor = await broker.ConnectAsync("ingestor-0", o => As(o, "ingestor", "1"));
        await using var viewer = await broker.ConnectAsync("mosquitto_sub");
        await enricher.SubscribeAsync("$share/enricher/flowoptics/v1/raw/#", AtLeastOnce, Deadline.Far);
        await viewer.SubscribeAsync("flowoptics/v1/map/#", AtMostOnce, Deadline.Far);

        Assert.Equal(0, (await ingestor.PublishAsync(Message("flowoptics/v1/raw/1/eu-west-1", "batch"), Deadline.Far)).ReasonCode);
        Assert.Equal("flowoptics/v1/raw/1/eu-west-1", (await enricher.Messages.ReadAsync(Deadline.Far)).Topic);
        Assert.Equal(0x87, (await ingestor.PublishAsync(Message("flowoptics/v1/map/1/eu-west-1", "forged"), Deadline.Far)).ReasonCode);
        Assert.Equal(0x87, (await viewer.PublishAsync(Message("flowoptics/v1/map/1/eu-west-1", "forged"), Deadline.Far)).ReasonCode);
        Assert.Equal(0, (await enricher.PublishAsync(Message("flowoptics/v1/map/1/eu-west-1", "tick"), Deadline.Far)).ReasonCode);
        Assert.Equal("tick", System.Text.Encoding.UTF8.GetString((await viewer.Messages.ReadAsync(Deadline.Far)).Payload.Span));
        foreach (var filter in (string[])["#", "+/v1/map/#", "flowoptics/v1/raw/#", "$share/enricher/flowoptics/v1/raw/#", "$share/g/flowoptics/v1/map/#"])
        {
            var refused = await Assert.ThrowsAsync<MqttException>(() => viewer.SubscribeAsync(filter, AtLeastOnce, Deadline.Far));
            Assert.Contains("0x87", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_viewer_keeps_no_session_that_could_hold_publishers_back()
    {
        await using var broker = BrokerProcess.Start(null, environment: Secrets);
        await using var enricher = await broker.ConnectAsync("enricher-0", o => As(o, "enricher", "2"));
        await using (var viewer = await broker.ConnectAsync("viewer", o => o with { CleanStart = false, SessionExpiry = TimeSpan.MaxValue }))
        {
            await viewer.SubscribeAsync("flowoptics/v1/map/#", AtLeastOnce, Deadline.Far);
        }

        var published = new MqttPublishResult(0, null);
        for (var i = 0; i < 100 && !published.NoMatchingSubscribers; i++)
        {
            published = await enricher.PublishAsync(Message("flowoptics/v1/map/1/eu-west-1", "tick"), Deadline.Far);
        }

        Assert.True(published.NoMatchingSubscribers);
    }

    [Theory]
    [InlineData("enricher-0", "enricher", "wrong")]
    [InlineData("enricher-0", null, null)]
    [InlineData("graphapi-0", "enricher", "2" + Secret)]
    public async Task Nobody_takes_a_services_session_who_is_not_that_service(string clientId, string? user, string? password)
    {
        await using var broker = BrokerProcess.Start(null, environment: Secrets);
        await using var enricher = await broker.ConnectAsync("enricher-0", o => As(o, "enricher", "2"));
        await enricher.SubscribeAsync("$share/enricher/flowoptics/v1/raw/#", AtLeastOnce, Deadline.Far);
        await using var thief = new MqttClient(broker.Options(clientId) with { UserName = user, Password = password });
        thief.Start();
        await using var ingestor = await broker.ConnectAsync("ingestor-0", o => As(o, "ingestor", "1"));

        for (var i = 0; i < 20; i++) await ingestor.PublishAsync(Message("flowoptics/v1/raw/1/eu-west-1", $"{i}"), Deadline.Far);
        for (var i = 0; i < 20; i++) (await enricher.Messages.ReadAsync(Deadline.Far)).Acknowledge();

        Assert.True(enricher.IsConnected);
        Assert.False(thief.IsConnected);
    }

    [Theory]
    [InlineData("FlowOptics__Broker__Secrets__enricher", "short", "FlowOptics:Broker:Secrets:enricher has fewer than 16 characters")]
    [InlineData("FlowOptics__Broker__Secrets__admin", Secret, "'admin' is none of ingestor")]
    [InlineData("FlowOptics__Broker__Access", "/none/access", "FlowOptics:Broker:Access is '/none/access', which cannot be read")]
    [InlineData("FlowOptics__Broker__Profile", "azure", "FlowOptics:Broker:Profile is 'azure': it must be open or aws-iot")]
    [InlineData("FlowOptics__Broker__Fsync", "maybe", "FlowOptics:Broker:Fsync is 'maybe': it must be off or on")]
    [InlineData("FlowOptics__Broker__Limits__MaxConnections", "0", "MaxConnections is 0: it must be above 0")]
    [InlineData("FlowOptics__Broker__Limits__MaxConnection", "7", "FlowOptics:Broker:Limits")]
    public async Task A_wrong_setting_gives_one_sentence_and_an_exit_code(string name, string value, string expected)
    {
        await using var broker = BrokerProcess.Start(null, environment: new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value });
        var (exitCode, _, errors) = await broker.WaitForExitAsync();
        Assert.NotEqual(0, exitCode);
        var line = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);
    }

    private static MqttClientOptions As(MqttClientOptions options, string user, string prefix) =>
        options with { UserName = user, Password = prefix + Secret, CleanStart = false, SessionExpiry = TimeSpan.MaxValue };

    private static MqttMessage Message(string topic, string payload) => new(topic, System.Text.Encoding.UTF8.GetBytes(payload)) { QualityOfService = AtLeastOnce };
}
