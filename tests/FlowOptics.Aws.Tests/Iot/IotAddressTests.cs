using Amazon.Runtime;
using FlowOptics.Mqtt;
using static FlowOptics.Mqtt.MqttQualityOfService;

namespace FlowOptics.Aws.Tests.Iot;

/// <summary>A client at IoT Core's stand-in, by signed addresses.</summary>
public sealed class IotAddressTests
{
    [Fact]
    public async Task Credentials_of_the_SDKs_chain_let_a_client_in_and_it_publishes_and_listens()
    {
        await using var gateway = await IotGateway.StartAsync();
        await using var client = Client(gateway, new IotAddress(gateway.Address, IotGateway.Region, TimeProvider.System).NextAsync);
        client.Start();
        await client.SubscribeAsync("flowoptics/v1/map/#", AtLeastOnce, Deadline());

        var result = await client.PublishAsync(new MqttMessage("flowoptics/v1/map/123456789012/eu-west-1", new byte[] { 1 }) { QualityOfService = AtLeastOnce }, Deadline());

        Assert.True(result.IsSuccess);
        Assert.Equal(1, (await client.Messages.ReadAsync(Deadline())).Payload.Length);
    }

    [Theory]
    [InlineData("another secret", IotGateway.Token, 0)]
    [InlineData(IotGateway.Secret, "another token", 0)]
    [InlineData(IotGateway.Secret, IotGateway.Token, -10)]
    public async Task A_wrong_secret_token_or_time_does_not(string secret, string token, int minutes)
    {
        await using var gateway = await IotGateway.StartAsync();
        var asked = 0;
        await using var client = Client(gateway, _ =>
        {
            asked++;
            return ValueTask.FromResult(new MqttAddress(SignedAddress.OfIot(gateway.Address, IotGateway.Region, new ImmutableCredentials(IotGateway.Key, secret, token), DateTimeOffset.UtcNow.AddMinutes(minutes)), null));
        });
        client.Start();

        await Eventually.TrueAsync(() => asked >= 2, "it is refused, and tried again");
        Assert.Equal(0, gateway.Server.Statistics.Connections);
    }

    private static MqttClient Client(IotGateway gateway, Func<CancellationToken, ValueTask<MqttAddress>> address) =>
        new(new MqttClientOptions { Server = gateway.Address, ClientId = "service-0", Address = address });

    private static CancellationToken Deadline()
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(TimeSpan.FromSeconds(60));
        return source.Token;
    }
}
