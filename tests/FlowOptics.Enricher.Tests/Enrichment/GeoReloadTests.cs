using FlowOptics.Enricher.Enrichment;
using FlowOptics.Flows;
using FlowOptics.Geo;
using FlowOptics.Mqtt;
using FlowOptics.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;

namespace FlowOptics.Enricher.Tests.Enrichment;

public sealed class GeoReloadTests : IDisposable
{
    private const int Records = 50;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("flowoptics-");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_is_exchanged_while_batches_flow_costs_none_and_is_in_the_later_ones()
    {
        // A country database of both families, and the same one with another name for the United States.
        var old = await File.ReadAllBytesAsync(CountryDatabase(), Cancelled);
        var city = Path.Combine(_folder.FullName, "city.mmdb");
        await File.WriteAllBytesAsync(city, old, Cancelled);
        var asn = Path.Combine(_folder.FullName, "asn.csv");
        await File.WriteAllTextAsync(asn, "8.8.8.0,8.8.8.255,15169,Google LLC\n", Cancelled);

        await using var running = await Running.BrokerAsync();
        var graph = await running.ClientAsync("graphapi-0");
        await graph.SubscribeAsync("flowoptics/v1/flows/#", MqttQualityOfService.AtLeastOnce, Cancelled);
        var enricher = await running.EnricherAsync(
            64, ("FlowOptics:Geo:CityIPv4", city), ("FlowOptics:Geo:AsnIPv4", asn), ("FlowOptics:Geo:AsnIPv6", asn));
        await Eventually.TrueAsync(() => enricher.Services.GetRequiredService<EnrichmentService>().IsSubscribed, "the Enricher subscribes");
        var ingestor = await running.ClientAsync("ingestor-0");

        var countries = new List<string>();
        for (var sent = 0; countries.Count(country => country == "XX") < 20; sent++)
        {
            if (sent == 20) Exchange(city, Renamed(old));
            await PublishAsync(ingestor, sent);
            // Several are on their way at once, each is waited for, and none comes out of its order.
            if (sent >= 8) countries.Add(await CountryOfNextAsync(graph, countries.Count));
        }

        Assert.Equal("US", countries[0]);
        // Once the new one is in force, the old one is not seen again.
        Assert.DoesNotContain("US", countries.SkipWhile(country => country == "US"));
        Assert.Equal(0, enricher.Services.GetRequiredService<ServiceStatus>().Counters["undecodable"]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string CountryDatabase()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FlowOptics.Aspire.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("the tests run outside the repository");
        return Path.Combine(folder.FullName, "node_modules/@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb");
    }

    // As whoever brings a new database should do it: whole, in one step.
    private static void Exchange(string path, byte[] content)
    {
        File.WriteAllBytes(path + ".new", content);
        File.Move(path + ".new", path, overwrite: true);
    }

    // In MMDB, a text of two characters stands behind the byte 0x42.
    private static byte[] Renamed(byte[] database)
    {
        var renamed = database.ToArray();
        for (var at = renamed.AsSpan().IndexOf("\u0042US"u8); at >= 0;)
        {
            "XX"u8.CopyTo(renamed.AsSpan(at + 1));
            var next = renamed.AsSpan(at).IndexOf("\u0042US"u8);
            at = next < 0 ? -1 : at + next;
        }

        return renamed;
    }

    private static async Task PublishAsync(MqttClient ingestor, int number)
    {
        var batch = Batches.Raw(number, Records);
        batch.SrcAddr.AsSpan().Fill(Address.Parse("8.8.8.8"));
        await ingestor.PublishAsync(
            new MqttMessage($"flowoptics/v1/raw/{Batches.Account}/{Batches.Region}", FlowWire.Encode(batch)) { QualityOfService = MqttQualityOfService.AtLeastOnce },
            Cancelled);
    }

    private static async Task<string> CountryOfNextAsync(MqttClient graph, int expected)
    {
        var message = await graph.Messages.ReadAsync(Cancelled);
        message.Acknowledge();
        var batch = FlowWire.DecodeEnriched(message.Payload);
        Assert.Equal($"object-{expected}", batch.Flows.Origin.Key);
        Assert.Equal(Records, batch.Flows.Count);
        Assert.Equal("Google LLC", batch.Networks[batch.SrcNetwork[0]].Organization);
        // One batch sees one database.
        return batch.Places[Assert.Single(batch.SrcPlace.Distinct())].Country;
    }
}
